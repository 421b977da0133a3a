package org.flanspark.data.prepare;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.token.TokenIds;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * An evaluation row on its way to its shard; a rejected record in its place where there is a
 * reason.
 *
 * @param split {@code validation} or {@code test}
 * @param shard where it goes
 * @param taskId the task's id
 * @param reason why the record was rejected; empty where it was not
 * @param record the rejected record as JSON; empty where it was not rejected
 * @param row what is evaluated; of a rejected record, its identity alone
 */
record EvaluationPrompt(
    String split, int shard, int taskId, String reason, String record, EvaluationRow row) {

  static final String SPLIT = "split";
  static final String SHARD = "shard";
  static final List<String> ORDER =
      List.of(SPLIT, SHARD, "task_id", "example_id", "template", "reason");

  private static final DataType IDS = DataTypes.createArrayType(DataTypes.IntegerType);
  private static final DataType TEXTS = DataTypes.createArrayType(DataTypes.StringType);

  static final StructType SCHEMA =
      new StructType()
          .add(SPLIT, DataTypes.StringType)
          .add(SHARD, DataTypes.IntegerType)
          .add("task_id", DataTypes.IntegerType)
          .add("reason", DataTypes.StringType)
          .add("record", DataTypes.StringType)
          .add("task", DataTypes.StringType)
          .add("cluster", DataTypes.StringType)
          .add("held_out", DataTypes.BooleanType)
          .add("example_id", DataTypes.StringType)
          .add("group", DataTypes.StringType)
          .add("style", DataTypes.StringType)
          .add("template", DataTypes.IntegerType)
          .add("shots", DataTypes.IntegerType)
          .add("prompt_ids", IDS)
          .add("context_ids", IDS)
          .add("options", TEXTS)
          .add("option_ids", DataTypes.createArrayType(IDS))
          .add("answers", IDS)
          .add("references", TEXTS)
          .add("max_new_tokens", DataTypes.IntegerType)
          .add("metric", DataTypes.StringType);

  boolean isRejected() {
    return !reason.isEmpty();
  }

  Row toRow() {
    return RowFactory.create(
        split,
        shard,
        taskId,
        reason,
        record,
        row.task(),
        row.cluster(),
        row.heldOut(),
        row.exampleId(),
        row.group(),
        row.style(),
        row.template(),
        row.shots(),
        row.promptIds().toArray(),
        row.contextIds().toArray(),
        row.options().toArray(String[]::new),
        row.optionIds().stream().map(TokenIds::toArray).toArray(int[][]::new),
        row.answers().toArray(Integer[]::new),
        row.references().toArray(String[]::new),
        row.maxNewTokens(),
        row.metric());
  }

  static EvaluationPrompt of(Row row) {
    return new EvaluationPrompt(
        row.getString(0),
        row.getInt(1),
        row.getInt(2),
        row.getString(3),
        row.getString(4),
        new EvaluationRow(
            row.getString(5),
            row.getString(6),
            row.getBoolean(7),
            row.getString(8),
            row.getString(9),
            row.getString(10),
            row.getInt(11),
            row.getInt(12),
            TokenIds.copyOf(row.getList(13)),
            TokenIds.copyOf(row.getList(14)),
            row.getList(15),
            optionIds(row, 16),
            row.getList(17),
            row.getList(18),
            row.getInt(19),
            row.getString(20)));
  }

  private static List<TokenIds> optionIds(Row row, int column) {
    List<Seq<Integer>> lists = row.getList(column);
    return lists.stream().map(list -> TokenIds.copyOf(JavaConverters.seqAsJavaList(list))).toList();
  }
}
