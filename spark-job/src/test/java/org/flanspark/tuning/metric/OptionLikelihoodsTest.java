package org.flanspark.tuning.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.flanspark.config.Normalisation;
import org.junit.jupiter.api.Test;

class OptionLikelihoodsTest {
  private static final double IMPOSSIBLE = Double.NEGATIVE_INFINITY;

  @Test
  void eachDividesByItsOwnLength() {
    // "no": 2 characters of 1 byte; "naïve": 5 characters, 6 bytes; an emoji: 1 character, 2 Java
    // chars, 4 bytes
    OptionLikelihoods likelihoods =
        new OptionLikelihoods(
            List.of("no", "naïve", "\uD83D\uDE00"),
            List.of(1, 3, 4),
            List.of(-2.0, -30.0, -12.0),
            List.of(-1.0, -33.0, -12.0));
    assertThat(likelihoods.scores(Normalisation.SUM)).containsExactly(-2.0, -30.0, -12.0);
    assertThat(likelihoods.scores(Normalisation.PER_TOKEN)).containsExactly(-2.0, -10.0, -3.0);
    assertThat(likelihoods.scores(Normalisation.PER_CHARACTER)).containsExactly(-1.0, -6.0, -12.0);
    assertThat(likelihoods.scores(Normalisation.PER_BYTE)).containsExactly(-1.0, -5.0, -3.0);
    assertThat(likelihoods.scores(Normalisation.UNCONDITIONAL)).containsExactly(-1.0, 3.0, 0.0);
  }

  @Test
  void anEmptyOptionIsDividedByOne() {
    OptionLikelihoods likelihoods =
        new OptionLikelihoods(List.of(""), List.of(0), List.of(-3.0), List.of(-1.0));
    assertThat(likelihoods.scores(Normalisation.PER_TOKEN)).containsExactly(-3.0);
    assertThat(likelihoods.scores(Normalisation.PER_CHARACTER)).containsExactly(-3.0);
    assertThat(likelihoods.scores(Normalisation.PER_BYTE)).containsExactly(-3.0);
  }

  @Test
  void anOptionThatIsImpossibleAfterThePromptStaysSo() {
    OptionLikelihoods likelihoods =
        new OptionLikelihoods(
            List.of("a", "b", "c"),
            List.of(1, 1, 1),
            List.of(IMPOSSIBLE, IMPOSSIBLE, -5.0),
            List.of(IMPOSSIBLE, -2.0, IMPOSSIBLE));
    assertThat(likelihoods.scores(Normalisation.UNCONDITIONAL))
        .containsExactly(IMPOSSIBLE, IMPOSSIBLE, Double.POSITIVE_INFINITY);
  }

  @Test
  void onlyTheUnconditionalOneNeedsTheContext() {
    OptionLikelihoods likelihoods =
        new OptionLikelihoods(List.of("a"), List.of(1), List.of(-1.0), List.of());
    assertThat(likelihoods.scores(Normalisation.SUM)).containsExactly(-1.0);
    assertThatThrownBy(() -> likelihoods.scores(Normalisation.UNCONDITIONAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot score options: their likelihoods after the context alone are missing");
  }

  @Test
  void refusesNumbersOfOtherOptions() {
    assertThatThrownBy(
            () -> new OptionLikelihoods(List.of("a", "b"), List.of(1), List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid likelihoods: 1 numbers of 2 options");
  }
}
