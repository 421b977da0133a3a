package org.flanspark.tuning.evaluation.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.Tokenizer;
import org.flanspark.tuning.inference.GenerationSettings;
import org.flanspark.tuning.inference.LanguageModel;
import org.flanspark.tuning.inference.OptionScores;
import org.flanspark.tuning.inference.ScoringPrompt;

/**
 * A model's answers to prompts: log-probabilities of options, after the prompt and after its
 * context alone, or text that is generated greedily.
 */
final class PromptAnswers {
  private final LanguageModel model;
  private final Tokenizer tokenizer;
  private final ContextScores contexts;

  /**
   * Answers of a model whose ids are those of the tokenizer.
   *
   * @param contexts of this model
   */
  PromptAnswers(LanguageModel model, Tokenizer tokenizer, ContextScores contexts) {
    this.model = model;
    this.tokenizer = tokenizer;
    this.contexts = contexts;
  }

  /** One answer for each prompt of a split, in order. */
  List<KeptAnswer> answer(String split, PromptBatch batch) {
    return batch.isRanked()
        ? rank(split, batch.rows())
        : generate(split, batch.rows(), batch.maxNewTokens());
  }

  /** Prompts and the contexts that are new share the model's passes. */
  private List<KeptAnswer> rank(String split, List<EvaluationRow> rows) {
    List<ScoringPrompt> unknown = contexts.unknown(rows);
    List<OptionScores> scores =
        model.score(
            Stream.concat(rows.stream().map(PromptAnswers::asked), unknown.stream()).toList());
    contexts.learn(unknown, scores.subList(rows.size(), scores.size()));
    List<KeptAnswer> answers = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      EvaluationRow row = rows.get(i);
      List<Double> found = scores.get(i).logProbabilities();
      requireNumbers(row, found);
      answers.add(KeptAnswer.ranked(split, row, found, contexts.of(row)));
    }
    return answers;
  }

  private static ScoringPrompt asked(EvaluationRow row) {
    return new ScoringPrompt(row.promptIds(), row.optionIds());
  }

  private static void requireNumbers(EvaluationRow row, List<Double> scores) {
    if (scores.stream().anyMatch(score -> score.isNaN())) {
      throw new DataException(
          "Cannot evaluate %s: the model's scores of its options are %s; its weights have diverged"
              .formatted(row.exampleId(), scores));
    }
  }

  private List<KeptAnswer> generate(String split, List<EvaluationRow> rows, int maxNewTokens) {
    List<TokenIds> texts =
        model.generate(
            rows.stream().map(EvaluationRow::promptIds).toList(),
            GenerationSettings.greedy(maxNewTokens, tokenizer.endOfSequence()));
    List<KeptAnswer> answers = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      String text = tokenizer.decode(texts.get(i));
      answers.add(KeptAnswer.generated(split, rows.get(i), said(rows.get(i), text)));
    }
    return answers;
  }

  /**
   * A model that was never tuned to end goes on with a next question: of a completion the first
   * line counts, where an answer ends in the examples that such prompts show.
   */
  private static String said(EvaluationRow row, String text) {
    return row.style().equals(EvaluationRow.BASELINE)
        ? text.strip().lines().findFirst().orElse("")
        : text;
  }
}
