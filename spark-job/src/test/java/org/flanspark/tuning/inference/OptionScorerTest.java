package org.flanspark.tuning.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.flanspark.tuning.kernel.ElementType;
import org.flanspark.tuning.kernel.nd4j.Nd4jKernels;
import org.flanspark.tuning.model.LoadedDecoder;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.Parameters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptionScorerTest {
  static Stream<ModelShape> shapes() {
    return TinyModels.shapes();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void computingAPromptOnceForAllItsOptionsChangesNoScore(ModelShape shape) {
    assertScoresOfWholeTexts(shape, 4096);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void optionsOfOnePromptMayTakeSeveralPasses(ModelShape shape) {
    assertScoresOfWholeTexts(shape, 12);
  }

  private static void assertScoresOfWholeTexts(ModelShape shape, int tokensPerPass) {
    Parameters weights = TinyModels.weights(shape);
    List<ScoringPrompt> prompts = prompts(shape);
    try (LoadedDecoder loaded =
            LoadedDecoder.of(shape, weights, Nd4jKernels.of(ElementType.FLOAT32));
        Uncached uncached = new Uncached(shape, weights)) {
      List<OptionScores> scores =
          new OptionScorer(loaded.decoder(), loaded.weights(), tokensPerPass).score(prompts);
      for (int i = 0; i < prompts.size(); i++) {
        List<Double> expected = uncached.scores(prompts.get(i));
        for (int option = 0; option < expected.size(); option++) {
          assertThat(scores.get(i).logProbabilities().get(option))
              .isCloseTo(expected.get(option), within(1e-4));
        }
      }
    }
  }

  private static List<ScoringPrompt> prompts(ModelShape shape) {
    Random random = new Random(2);
    return TinyModels.randomTexts(shape, random, 8, 9).stream()
        .map(
            prompt ->
                new ScoringPrompt(
                    prompt, TinyModels.randomTexts(shape, random, 1 + random.nextInt(5), 6)))
        .toList();
  }
}
