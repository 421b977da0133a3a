package org.flanspark.tuning.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.Tokenizer;
import org.flanspark.tuning.inference.GenerationSettings;
import org.flanspark.tuning.inference.LanguageModel;
import org.flanspark.tuning.inference.OptionScores;
import org.flanspark.tuning.inference.ScoringPrompt;
import org.flanspark.tuning.metric.Question;
import org.flanspark.tuning.metric.RankedOptions;

/**
 * A model's answers to prompts, each scored by what its task's metric says of one answer. Options
 * are ranked by the sum of their log-probabilities, of equal ones the first is chosen; text is
 * generated greedily.
 */
final class PromptAnswers {
  private final LanguageModel model;
  private final Tokenizer tokenizer;

  /** Answers of a model whose ids are those of the tokenizer. */
  PromptAnswers(LanguageModel model, Tokenizer tokenizer) {
    this.model = model;
    this.tokenizer = tokenizer;
  }

  /** One prediction for each prompt, in order. */
  List<Prediction> answer(PromptBatch batch) {
    return batch.isRanked() ? rank(batch.rows()) : generate(batch.rows(), batch.maxNewTokens());
  }

  private List<Prediction> rank(List<EvaluationRow> rows) {
    List<OptionScores> scores =
        model.score(
            rows.stream().map(row -> new ScoringPrompt(row.promptIds(), row.optionIds())).toList());
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      predictions.add(ranked(rows.get(i), scores.get(i).logProbabilities()));
    }
    return predictions;
  }

  private static Prediction ranked(EvaluationRow row, List<Double> optionScores) {
    if (optionScores.stream().anyMatch(score -> score.isNaN())) {
      throw new DataException(
          "Cannot evaluate %s: the model's scores of its options are %s; its weights have diverged"
              .formatted(row.exampleId(), optionScores));
    }
    int chosen = RankedOptions.best(optionScores);
    return Prediction.of(row, question(row).choosing(chosen), optionScores);
  }

  private List<Prediction> generate(List<EvaluationRow> rows, int maxNewTokens) {
    List<TokenIds> texts =
        model.generate(
            rows.stream().map(EvaluationRow::promptIds).toList(),
            GenerationSettings.greedy(maxNewTokens, tokenizer.endOfSequence()));
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      EvaluationRow row = rows.get(i);
      predictions.add(
          Prediction.of(row, question(row).writing(tokenizer.decode(texts.get(i))), List.of()));
    }
    return predictions;
  }

  private static Question question(EvaluationRow row) {
    return new Question(row.group(), row.options(), row.answers(), row.references());
  }
}
