package org.flanspark.tuning.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.Tokenizer;
import org.flanspark.tuning.inference.GenerationSettings;
import org.flanspark.tuning.inference.LanguageModel;
import org.flanspark.tuning.inference.OptionScores;
import org.flanspark.tuning.inference.ScoringPrompt;
import org.flanspark.tuning.metric.MetricNames;
import org.flanspark.tuning.metric.RankedOptions;
import org.flanspark.tuning.metric.TextScores;

/**
 * A model's answers to prompts, each scored by every metric that fits its kind. Options are ranked
 * by the sum of their log-probabilities, of equal ones the first is chosen; text is generated
 * greedily.
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
    double accuracy = RankedOptions.accuracy(chosen, row.answers());
    return new Prediction(
        row,
        chosen,
        optionScores,
        row.options().get(chosen),
        Map.of(MetricNames.ACCURACY, accuracy),
        accuracy == 1);
  }

  private List<Prediction> generate(List<EvaluationRow> rows, int maxNewTokens) {
    List<TokenIds> texts =
        model.generate(
            rows.stream().map(EvaluationRow::promptIds).toList(),
            GenerationSettings.greedy(maxNewTokens, tokenizer.endOfSequence()));
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      predictions.add(generated(rows.get(i), tokenizer.decode(texts.get(i))));
    }
    return predictions;
  }

  private static Prediction generated(EvaluationRow row, String text) {
    Map<String, Double> scores = TextScores.all(text, row.references());
    String decisive =
        row.metric().equals(MetricNames.ACCURACY) ? MetricNames.ACCURACY : MetricNames.EXACT_MATCH;
    boolean right = Double.valueOf(1).equals(scores.get(decisive));
    return new Prediction(row, null, List.of(), text, scores, right);
  }
}
