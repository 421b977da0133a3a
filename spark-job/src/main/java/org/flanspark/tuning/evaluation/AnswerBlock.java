package org.flanspark.tuning.evaluation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.token.Tokenizer;
import org.flanspark.tuning.averaging.TaskDevice;

/** The prompts of one partition to their predictions, in an executor. */
final class AnswerBlock implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final ModelSource source;
  private final AnsweringSettings settings;
  private final LongAccumulator answered;

  /** Answers by the source's model, counting them. */
  AnswerBlock(ModelSource source, AnsweringSettings settings, LongAccumulator answered) {
    this.source = source;
    this.settings = settings;
    this.answered = answered;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> prompts) {
    TaskDevice.use();
    Map<String, List<EvaluationRow>> bySplit = new TreeMap<>();
    prompts.forEachRemaining(
        row ->
            bySplit
                .computeIfAbsent(row.getAs(PromptRows.SPLIT), split -> new ArrayList<>())
                .add(PromptRows.fromRow(row)));
    List<Row> predictions = new ArrayList<>();
    bySplit.forEach((split, rows) -> answer(split, rows, predictions));
    return predictions.iterator();
  }

  private void answer(String split, List<EvaluationRow> rows, List<Row> into) {
    Tokenizer tokenizer = settings.tokenizer();
    for (PromptBatch batch : PromptBatch.of(rows, settings.maxNewTokens())) {
      List<Prediction> predictions =
          ExecutorModels.use(source, model -> new PromptAnswers(model, tokenizer).answer(batch));
      predictions.forEach(prediction -> into.add(PredictionRows.toRow(split, prediction)));
      answered.add(predictions.size());
    }
  }
}
