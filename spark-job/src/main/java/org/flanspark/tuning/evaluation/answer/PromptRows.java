package org.flanspark.tuning.evaluation.answer;

import java.util.List;
import org.apache.spark.sql.Row;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.metric.Question;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Evaluation prompts as Spark reads them from the shards. */
public final class PromptRows {
  public static final String SPLIT = "split";
  public static final String TASK = "task";
  public static final String CLUSTER = "cluster";
  public static final String HELD_OUT = "held_out";
  public static final String EXAMPLE_ID = "example_id";
  public static final String STYLE = "style";
  public static final String TEMPLATE = "template";
  public static final String METRIC = "metric";
  public static final String PROMPT_IDS = "prompt_ids";
  public static final String OPTIONS = "options";
  public static final String OPTION_IDS = "option_ids";
  public static final String ANSWERS = "answers";
  public static final String REFERENCES = "references";
  public static final String GROUP = "group";
  public static final String SHOTS = "shots";

  /** The columns of a {@link Question}. */
  public static final String[] QUESTION = {GROUP, OPTIONS, ANSWERS, REFERENCES};

  private PromptRows() {}

  /** The prompt that a row of an evaluation shard holds. */
  public static EvaluationRow fromRow(Row row) {
    return new EvaluationRow(
        row.getAs(TASK),
        row.getAs(CLUSTER),
        row.<Boolean>getAs(HELD_OUT),
        row.getAs(EXAMPLE_ID),
        row.getAs(GROUP),
        row.getAs(STYLE),
        row.<Integer>getAs(TEMPLATE),
        row.<Integer>getAs(SHOTS),
        ids(row.getList(row.fieldIndex(PROMPT_IDS))),
        ids(row.getList(row.fieldIndex("context_ids"))),
        row.getList(row.fieldIndex(OPTIONS)),
        row.<Seq<Integer>>getList(row.fieldIndex(OPTION_IDS)).stream()
            .map(ids -> ids(JavaConverters.seqAsJavaList(ids)))
            .toList(),
        row.getList(row.fieldIndex(ANSWERS)),
        row.getList(row.fieldIndex(REFERENCES)),
        row.<Integer>getAs("max_new_tokens"),
        row.getAs(METRIC));
  }

  /** What a prompt asks, of a row with the columns {@link #QUESTION}. */
  public static Question question(Row row) {
    return new Question(
        row.getAs(GROUP),
        row.getList(row.fieldIndex(OPTIONS)),
        row.getList(row.fieldIndex(ANSWERS)),
        row.getList(row.fieldIndex(REFERENCES)));
  }

  private static TokenIds ids(List<Integer> ids) {
    return TokenIds.copyOf(ids);
  }
}
