package org.flanspark.tuning.evaluation.answer;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.shard.ParquetShard;
import org.flanspark.data.token.Tokenizer;
import org.flanspark.tuning.averaging.TaskDevice;
import org.flanspark.tuning.batch.HadoopSettings;

/** The prompts of one partition to a file of their answers, in an executor. */
final class AnswerBlock implements ForeachPartitionFunction<Row> {
  private static final long serialVersionUID = 1L;

  /** Prompts of one split. */
  private record Block(String split, List<EvaluationRow> rows) {}

  private final ModelSource source;
  private final AnsweringSettings settings;
  private final AnswerBlocks blocks;
  private final HadoopSettings hadoop;
  private final LongAccumulator answered;

  /** Answers by the source's model, counting them. */
  AnswerBlock(
      ModelSource source,
      AnsweringSettings settings,
      AnswerBlocks blocks,
      HadoopSettings hadoop,
      LongAccumulator answered) {
    this.source = source;
    this.settings = settings;
    this.blocks = blocks;
    this.hadoop = hadoop;
    this.answered = answered;
  }

  @Override
  public void call(Iterator<Row> prompts) {
    TaskDevice.use();
    Map<Integer, Block> found = new TreeMap<>();
    prompts.forEachRemaining(
        prompt ->
            found
                .computeIfAbsent(
                    prompt.getAs(AnswerBlocks.BLOCK),
                    number -> new Block(prompt.getAs(PromptRows.SPLIT), new ArrayList<>()))
                .rows()
                .add(PromptRows.fromRow(prompt)));
    found.forEach((number, block) -> write(number, answer(block)));
  }

  /** All is answered before anything is written: a file that has its footer is whole. */
  private void write(int number, List<KeptAnswer> answers) {
    ParquetShard.write(
        blocks.file(number), hadoop.configuration(), KeptAnswer.TABLE, answers.iterator());
  }

  private List<KeptAnswer> answer(Block block) {
    Tokenizer tokenizer = settings.tokenizer();
    ContextScores contexts = new ContextScores();
    List<KeptAnswer> answers = new ArrayList<>();
    for (PromptBatch batch : PromptBatch.of(block.rows(), settings.maxNewTokens())) {
      answers.addAll(
          ExecutorModels.use(
              source,
              model -> new PromptAnswers(model, tokenizer, contexts).answer(block.split(), batch)));
      answered.add(batch.rows().size());
    }
    return answers;
  }
}
