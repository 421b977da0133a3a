package org.flanspark.tuning.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.model.LoadedDecoder;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.Parameters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptionScorerTest {
  static Stream<Arguments> models() {
    return TinyModels.all();
  }

  @ParameterizedTest
  @MethodSource("models")
  void computingAPromptOnceForAllItsOptionsChangesNoScore(
      ModelShape shape, Supplier<Kernels> kernels) {
    assertScoresOfWholeTexts(shape, kernels.get(), 4096);
  }

  @ParameterizedTest
  @MethodSource("models")
  void optionsOfOnePromptMayTakeSeveralPasses(ModelShape shape, Supplier<Kernels> kernels) {
    assertScoresOfWholeTexts(shape, kernels.get(), 12);
  }

  private static void assertScoresOfWholeTexts(
      ModelShape shape, Kernels kernels, int tokensPerPass) {
    Parameters weights = TinyModels.weights(shape);
    List<ScoringPrompt> prompts = prompts(shape);
    try (LoadedDecoder loaded = LoadedDecoder.of(shape, weights, kernels);
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
