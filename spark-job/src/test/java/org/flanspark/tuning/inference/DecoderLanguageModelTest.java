package org.flanspark.tuning.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.kernel.ElementType;
import org.flanspark.tuning.kernel.nd4j.Nd4jKernels;
import org.flanspark.tuning.model.HeapParameters;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.ParameterShape;
import org.flanspark.tuning.model.Parameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecoderLanguageModelTest {
  private static final ModelShape SHAPE = ModelShape.gpt2(3, 8, 2, 16, 12);
  private static final int NO_END = -1;

  private final LanguageModel model =
      DecoderLanguageModel.of(SHAPE, weights(SHAPE), Nd4jKernels.of(ElementType.FLOAT32));

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void scoresOfAllOneTokenOptionsSumToOne() {
    List<TokenIds> options = IntStream.range(0, 12).mapToObj(TokenIds::of).toList();
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

  @Test
  void theCacheChangesNothingForPromptsOfDifferentLengths() {
    List<TokenIds> prompts =
        List.of(TokenIds.of(1, 2, 3, 4, 5), TokenIds.of(7), TokenIds.of(9, 10, 11));
    List<TokenIds> made = model.generate(prompts, 6, NO_END);
    for (int i = 0; i < prompts.size(); i++) {
      assertThat(made.get(i)).isEqualTo(withoutCache(prompts.get(i), 6));
    }
  }

  @Test
  void stopsBeforeEndOfSequenceAndLetsTheOthersGoOn() {
    List<TokenIds> prompts = List.of(TokenIds.of(1, 2, 3, 4, 5), TokenIds.of(7));
    List<TokenIds> free = model.generate(prompts, 6, NO_END);
    int end = free.get(0).at(2);
    List<TokenIds> stopped = model.generate(prompts, 6, end);
    assertThat(stopped.get(0)).isEqualTo(before(end, free.get(0)));
    assertThat(stopped.get(1)).isEqualTo(before(end, free.get(1)));
  }

  @Test
  void stopsWhereTheContextIsFull() {
    TokenIds prompt = TokenIds.of(new int[14]);
    List<TokenIds> made = model.generate(List.of(prompt, TokenIds.of(3)), 5, NO_END);
    assertThat(made.get(0).length()).isEqualTo(2);
    assertThat(made.get(1)).isEqualTo(withoutCache(TokenIds.of(3), 5));
  }

  @Test
  void refusesWhatTheContextCannotHold() {
    assertThatThrownBy(() -> model.generate(List.of(TokenIds.of(new int[16])), 1, NO_END))
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
  void refusesTheParametersOfAnotherShape() {
    Parameters other = weights(ModelShape.gpt2(1, 8, 2, 16, 12));
    assertThatThrownBy(
            () -> DecoderLanguageModel.of(SHAPE, other, Nd4jKernels.of(ElementType.FLOAT32)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid parameters: ");
  }

  /** Greedy by scoring every possible next token afresh. */
  private TokenIds withoutCache(TokenIds prompt, int newTokens) {
    List<Integer> made = new ArrayList<>();
    List<TokenIds> options = IntStream.range(0, SHAPE.vocabulary()).mapToObj(TokenIds::of).toList();
    while (made.size() < newTokens) {
      TokenIds text = TokenIds.concat(prompt, TokenIds.copyOf(made));
      List<Double> scores = score(text, options).logProbabilities();
      made.add(scores.indexOf(scores.stream().max(Double::compare).orElseThrow()));
    }
    return TokenIds.copyOf(made);
  }

  private OptionScores score(TokenIds prompt, List<TokenIds> options) {
    return model.score(List.of(new ScoringPrompt(prompt, options))).get(0);
  }

  private static TokenIds before(int end, TokenIds ids) {
    int first = ids.toList().indexOf(end);
    return first < 0 ? ids : ids.first(first);
  }

  /** Weights so large that the next token depends on all before it. */
  private static Parameters weights(ModelShape shape) {
    HeapParameters weights = HeapParameters.zeros(ParameterLayout.of(shape).shapes());
    Random random = new Random(11);
    for (ParameterShape tensor : weights.shapes()) {
      float[] values = new float[(int) tensor.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      weights.write(tensor.name(), 0, values);
    }
    return weights;
  }
}
