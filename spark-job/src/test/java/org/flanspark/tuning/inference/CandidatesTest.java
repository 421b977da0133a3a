package org.flanspark.tuning.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.flanspark.data.shard.DataException;
import org.junit.jupiter.api.Test;

class CandidatesTest {
  /** Probabilities 0.1, 0.4, 0.2 and 0.3. */
  private static final float[] LOGITS = logits(0.1, 0.4, 0.2, 0.3);

  @Test
  void drawsInProportionToTheProbabilitiesInTheOrderOfTheIds() {
    Candidates all = Candidates.of(LOGITS).weighted(1);
    assertThat(all.draw(0)).isEqualTo(0);
    assertThat(all.draw(0.099)).isEqualTo(0);
    assertThat(all.draw(0.101)).isEqualTo(1);
    assertThat(all.draw(0.499)).isEqualTo(1);
    assertThat(all.draw(0.501)).isEqualTo(2);
    assertThat(all.draw(0.701)).isEqualTo(3);
    assertThat(all.draw(Math.nextDown(1.0))).isEqualTo(3);
  }

  @Test
  void aLowTemperatureSharpens() {
    // 0.1^2 : 0.4^2 : 0.2^2 : 0.3^2 = 1 : 16 : 4 : 9 of 30
    Candidates sharp = Candidates.of(LOGITS).weighted(0.5);
    assertThat(sharp.draw(0.99 / 30)).isEqualTo(0);
    assertThat(sharp.draw(1.01 / 30)).isEqualTo(1);
    assertThat(sharp.draw(16.99 / 30)).isEqualTo(1);
    assertThat(sharp.draw(17.01 / 30)).isEqualTo(2);
    assertThat(sharp.draw(21.01 / 30)).isEqualTo(3);
  }

  @Test
  void theLikeliestShareTheProbabilityAmongThem() {
    Candidates two = Candidates.of(LOGITS).likeliest(2).weighted(1);
    assertThat(two.size()).isEqualTo(2);
    assertThat(two.draw(0.57)).isEqualTo(1);
    assertThat(two.draw(0.58)).isEqualTo(3);
    assertThat(Candidates.of(LOGITS).likeliest(4).size()).isEqualTo(4);
    assertThat(Candidates.of(LOGITS).likeliest(9).size()).isEqualTo(4);
  }

  @Test
  void ofEqualOnesTheLowerIdsAreKept() {
    Candidates kept = Candidates.of(logits(0.1, 0.3, 0.3, 0.3)).likeliest(2).weighted(1);
    assertThat(kept.draw(0.49)).isEqualTo(1);
    assertThat(kept.draw(0.51)).isEqualTo(2);
  }

  @Test
  void theNucleusIsTheFewestThatSumToTheShare() {
    assertThat(Candidates.of(LOGITS).weighted(1).nucleus(0.39).size()).isEqualTo(1);
    assertThat(Candidates.of(LOGITS).weighted(1).nucleus(0.41).size()).isEqualTo(2);
    assertThat(Candidates.of(LOGITS).weighted(1).nucleus(0.69).size()).isEqualTo(2);
    assertThat(Candidates.of(LOGITS).weighted(1).nucleus(0.71).size()).isEqualTo(3);
    assertThat(Candidates.of(LOGITS).weighted(1).nucleus(0.91).size()).isEqualTo(4);
    assertThat(Candidates.of(LOGITS).weighted(1).nucleus(1e-9).draw(0.99)).isEqualTo(1);
  }

  @Test
  void theNucleusOfManyEqualTokensIsTheirShare() {
    Candidates equal = Candidates.of(new float[1000]).weighted(1);
    assertThat(equal.nucleus(0.25).size()).isEqualTo(250);
    assertThat(equal.nucleus(0.25).draw(0.999)).isEqualTo(249);
  }

  @Test
  void drawsNothingImpossible() {
    float[] logits = {Float.NEGATIVE_INFINITY, 0, Float.NEGATIVE_INFINITY};
    assertThat(Candidates.of(logits).weighted(1).draw(0)).isEqualTo(1);
    assertThat(Candidates.of(logits).weighted(1).draw(Math.nextDown(1.0))).isEqualTo(1);
    assertThat(Candidates.of(logits).weighted(1).nucleus(0.5).draw(0)).isEqualTo(1);
    assertThat(Candidates.of(logits).likeliest(2).weighted(1).draw(0)).isEqualTo(1);
  }

  @Test
  void refusesTheLogitsOfAModelThatDiverged() {
    assertThatThrownBy(() -> Candidates.of(new float[] {1, Float.NaN}))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot choose the next token: the largest logit is NaN; the model's weights have"
                + " diverged");
  }

  private static float[] logits(double... probabilities) {
    float[] logits = new float[probabilities.length];
    IntStream.range(0, logits.length).forEach(i -> logits[i] = (float) Math.log(probabilities[i]));
    return logits;
  }
}
