package org.flanspark.tuning.evaluation.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.Tokenizer;
import org.flanspark.tuning.inference.GenerationSettings;
import org.flanspark.tuning.inference.LanguageModel;
import org.flanspark.tuning.inference.OptionScores;
import org.flanspark.tuning.inference.ScoringPrompt;
import org.flanspark.tuning.model.ModelShape;
import org.junit.jupiter.api.Test;

class PromptAnswersTest {
  private static final EvaluationRow PROMPT =
      Prompts.ranked("rte", 1, "instructions", 0, TokenIds.of(1), 1);

  @Test
  void optionsAreScoredAfterThePromptAndAfterItsContext() {
    KeptAnswer answer = answer(-1.5, -0.5);
    assertThat(answer.logProbabilities()).containsExactly(-1.5, -0.5);
    assertThat(answer.contextLogProbabilities()).containsExactly(-1.5, -0.5);
    assertThat(answer.optionTokens()).containsExactly(1, 1);
    assertThat(answer.text()).isEmpty();
    assertThat(answer.asked().exampleId()).isEqualTo("rte/test/0000000000000001");
  }

  @Test
  void theSameOptionsAfterTheSameContextAreAskedOnce() {
    FixedScores model = new FixedScores(List.of(-1.5, -0.5));
    PromptAnswers answers = new PromptAnswers(model, new NoText(), new ContextScores());
    EvaluationRow other = Prompts.ranked("rte", 2, "instructions", 0, TokenIds.of(2), 0);
    answers.answer("test", PromptBatch.of(List.of(PROMPT, other), 8).get(0));
    answers.answer("test", PromptBatch.of(List.of(other), 8).get(0));
    assertThat(model.asked)
        .extracting(ScoringPrompt::prompt)
        .containsExactly(TokenIds.of(1), TokenIds.of(2), Prompts.CONTEXT, TokenIds.of(2));
  }

  @Test
  void aModelWhoseWeightsHaveDivergedIsRefused() {
    assertThatThrownBy(() -> answer(-0.5, Double.NaN))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot evaluate rte/test/0000000000000001: the model's scores of its options are"
                + " [-0.5, NaN]; its weights have diverged");
  }

  private static KeptAnswer answer(Double... scores) {
    PromptBatch batch = PromptBatch.of(List.of(PROMPT), 8).get(0);
    return new PromptAnswers(new FixedScores(List.of(scores)), new NoText(), new ContextScores())
        .answer("test", batch)
        .get(0);
  }

  /** Gives every prompt's options the same scores. */
  private static final class FixedScores implements LanguageModel {
    private final List<Double> scores;
    private final List<ScoringPrompt> asked = new ArrayList<>();

    private FixedScores(List<Double> scores) {
      this.scores = scores;
    }

    @Override
    public ModelShape shape() {
      return EchoModel.SHAPE;
    }

    @Override
    public List<OptionScores> score(List<ScoringPrompt> prompts) {
      asked.addAll(prompts);
      return Collections.nCopies(prompts.size(), new OptionScores(scores));
    }

    @Override
    public List<TokenIds> generate(List<TokenIds> prompts, GenerationSettings settings) {
      throw new UnsupportedOperationException("Only options are scored");
    }

    @Override
    public void close() {}
  }

  /** Ranking needs no text. */
  private record NoText() implements Tokenizer {
    @Override
    public TokenIds encode(String text) {
      throw new UnsupportedOperationException(text);
    }

    @Override
    public String decode(TokenIds ids) {
      throw new UnsupportedOperationException(ids.toString());
    }

    @Override
    public int vocabularySize() {
      return 1;
    }

    @Override
    public int endOfSequence() {
      return 0;
    }

    @Override
    public TokenIds begin() {
      return TokenIds.empty();
    }

    @Override
    public Set<String> specialTexts() {
      return Set.of();
    }

    @Override
    public String digest() {
      return "";
    }
  }
}
