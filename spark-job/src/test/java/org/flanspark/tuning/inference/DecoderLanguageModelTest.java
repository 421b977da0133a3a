package org.flanspark.tuning.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.kernel.ElementType;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.nd4j.Nd4jKernels;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.Parameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DecoderLanguageModelTest {
  private static final ModelShape SHAPE = TinyModels.GPT2;
  private static final int NO_END = -1;

  static Stream<Arguments> models() {
    return TinyModels.all();
  }

  private final LanguageModel model =
      DecoderLanguageModel.of(
          SHAPE, TinyModels.weights(SHAPE), Nd4jKernels.of(ElementType.FLOAT32));

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void scoresOfAllOneTokenOptionsSumToOne() {
    List<TokenIds> options = everyToken(SHAPE);
    OptionScores scores = score(TokenIds.of(1, 2, 3), options);
    double sum =
        scores.logProbabilities().stream().flatMapToDouble(p -> DoubleStream.of(Math.exp(p))).sum();
    assertThat(sum).isCloseTo(1, within(1e-5));
  }

  @Test
  void theScoreOfAnOptionIsTheSumOfItsTokensScores() {
    double whole = score(TokenIds.of(1, 2), List.of(TokenIds.of(5, 6))).logProbabilities().get(0);
    double first = score(TokenIds.of(1, 2), List.of(TokenIds.of(5))).logProbabilities().get(0);
    double second = score(TokenIds.of(1, 2, 5), List.of(TokenIds.of(6))).logProbabilities().get(0);
    assertThat(whole).isCloseTo(first + second, within(1e-5));
  }

  @Test
  void keepsPromptsAndOptionsInOrder() {
    ScoringPrompt first =
        new ScoringPrompt(TokenIds.of(1), List.of(TokenIds.of(2), TokenIds.of(3, 4)));
    ScoringPrompt second = new ScoringPrompt(TokenIds.of(5, 6), List.of(TokenIds.of(7)));
    List<OptionScores> together = model.score(List.of(first, second));
    assertThat(together.get(0).logProbabilities()).hasSize(2);
    double alone = model.score(List.of(second)).get(0).logProbabilities().get(0);
    assertThat(together.get(1).logProbabilities().get(0)).isCloseTo(alone, within(1e-5));
  }

  @ParameterizedTest
  @MethodSource("models")
  void theCacheChangesNothingForPromptsOfDifferentLengths(
      ModelShape shape, Supplier<Kernels> kernels) {
    Parameters weights = TinyModels.weights(shape);
    List<TokenIds> prompts = TinyModels.randomTexts(shape, new Random(1), 6, 9);
    try (LanguageModel cached = DecoderLanguageModel.of(shape, weights, kernels.get());
        Uncached uncached = new Uncached(shape, weights)) {
      List<TokenIds> made = cached.generate(prompts, GenerationSettings.greedy(6, NO_END));
      for (int i = 0; i < prompts.size(); i++) {
        assertThat(made.get(i).length()).isEqualTo(6);
        for (int token = 0; token < 6; token++) {
          TokenIds text = TokenIds.concat(prompts.get(i), made.get(i).first(token));
          List<Double> next = uncached.scores(new ScoringPrompt(text, everyToken(shape)));
          assertThat(next.get(made.get(i).at(token)))
              .isCloseTo(Collections.max(next), within(1e-4));
        }
      }
    }
  }

  @Test
  void morePromptsThanLogitsAreComputedAtATimeChangeNoScore() {
    List<ScoringPrompt> prompts =
        IntStream.range(0, 1100)
            .mapToObj(i -> new ScoringPrompt(TokenIds.of(i % 12), List.of(TokenIds.of(i % 7))))
            .toList();
    List<OptionScores> scores = model.score(prompts);
    for (int i : new int[] {0, 1023, 1024, 1099}) {
      double alone = model.score(List.of(prompts.get(i))).get(0).logProbabilities().get(0);
      assertThat(scores.get(i).logProbabilities().get(0)).isCloseTo(alone, within(1e-4));
    }
  }

  @Test
  void theSameSeedGivesTheSameTextWhateverIsGeneratedBesideIt() {
    List<TokenIds> prompts = TinyModels.randomTexts(SHAPE, new Random(4), 5, 9);
    GenerationSettings settings =
        GenerationSettings.greedy(6, NO_END).withSampling(new Sampling(5, 8, 0.95, 11));
    List<TokenIds> together = model.generate(prompts, settings);
    for (int i = 0; i < prompts.size(); i++) {
      assertThat(model.generate(prompts.subList(i, i + 1), settings.from(i)))
          .containsExactly(together.get(i));
    }
    assertThat(model.generate(prompts, settings.withSampling(new Sampling(5, 8, 0.95, 12))))
        .isNotEqualTo(together);
  }

  @Test
  void samplingFollowsTheModelsProbabilities() {
    TokenIds prompt = TokenIds.of(1, 2, 3);
    GenerationSettings settings =
        GenerationSettings.greedy(1, NO_END).withSampling(new Sampling(1, 0, 1, 5));
    List<TokenIds> drawn = model.generate(Collections.nCopies(2000, prompt), settings);
    List<TokenIds> options = everyToken(SHAPE);
    List<Double> scores = score(prompt, options).logProbabilities();
    for (TokenIds option : options) {
      assertThat(Collections.frequency(drawn, option) / 2000.0)
          .isCloseTo(Math.exp(scores.get(option.at(0))), within(0.03));
    }
  }

  @Test
  void stopsBeforeEndOfSequenceAndLetsTheOthersGoOn() {
    List<TokenIds> prompts = List.of(TokenIds.of(1, 2, 3, 4, 5), TokenIds.of(7));
    List<TokenIds> free = model.generate(prompts, GenerationSettings.greedy(6, NO_END));
    int end = free.get(0).at(2);
    List<TokenIds> stopped = model.generate(prompts, GenerationSettings.greedy(6, end));
    assertThat(stopped.get(0)).isEqualTo(before(end, free.get(0)));
    assertThat(stopped.get(1)).isEqualTo(before(end, free.get(1)));
  }

  @Test
  void stopsWhereTheContextIsFull() {
    TokenIds prompt = TokenIds.of(new int[14]);
    List<TokenIds> made =
        model.generate(List.of(prompt, TokenIds.of(3)), GenerationSettings.greedy(5, NO_END));
    assertThat(made.get(0).length()).isEqualTo(2);
    assertThat(made.get(1).length()).isEqualTo(5);
  }

  @Test
  void refusesWhatTheContextCannotHold() {
    assertThatThrownBy(
            () ->
                model.generate(
                    List.of(TokenIds.of(new int[16])), GenerationSettings.greedy(1, NO_END)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot continue a prompt of 16 tokens: expected 1 to 15, the context less one");
    assertThatThrownBy(() -> score(TokenIds.of(new int[15]), List.of(TokenIds.of(1, 2))))
        .hasMessage(
            "Cannot score: a prompt of 15 and an option of 2 tokens, expected at most 16 together");
    assertThatThrownBy(() -> score(TokenIds.of(1), List.of(TokenIds.empty())))
        .hasMessage(
            "Cannot score: a prompt of 1 and an option of 0 tokens, expected at least 1 of each");
  }

  @Test
  void refusesIdsOutsideTheVocabulary() {
    assertThatThrownBy(() -> score(TokenIds.of(12), List.of(TokenIds.of(1))))
        .hasMessage("Invalid token id: 12, expected 0 to 11");
    assertThatThrownBy(() -> score(TokenIds.of(1), List.of(TokenIds.of(-1))))
        .hasMessage("Invalid token id: -1, expected 0 to 11");
    assertThatThrownBy(
            () -> model.generate(List.of(TokenIds.of(12)), GenerationSettings.greedy(1, NO_END)))
        .hasMessage("Invalid token id: 12, expected 0 to 11");
  }

  @Test
  void refusesTheParametersOfAnotherShape() {
    Parameters other = TinyModels.weights(ModelShape.gpt2(1, 8, 2, 16, 12));
    assertThatThrownBy(
            () -> DecoderLanguageModel.of(SHAPE, other, Nd4jKernels.of(ElementType.FLOAT32)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid parameters: ");
  }

  private static List<TokenIds> everyToken(ModelShape shape) {
    return IntStream.range(0, shape.vocabulary()).mapToObj(TokenIds::of).toList();
  }

  private OptionScores score(TokenIds prompt, List<TokenIds> options) {
    return model.score(List.of(new ScoringPrompt(prompt, options))).get(0);
  }

  private static TokenIds before(int end, TokenIds ids) {
    int first = ids.toList().indexOf(end);
    return first < 0 ? ids : ids.first(first);
  }
}
