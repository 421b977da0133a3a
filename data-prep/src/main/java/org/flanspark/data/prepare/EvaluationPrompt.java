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
 * An evaluation row on its way to its shard.
 *
 * @param key of the partition that writes the shard
 * @param split {@code validation} or {@code test}
 * @param shard where it goes
 * @param row what is evaluated
 */
record EvaluationPrompt(int key, String split, int shard, EvaluationRow row) {
  static final String KEY = "key";
  static final List<String> ORDER =
      List.of("split", "shard", "task", "example_id", "shots", "style", "template");

  private static final DataType IDS = DataTypes.createArrayType(DataTypes.IntegerType);
  private static final DataType TEXTS = DataTypes.createArrayType(DataTypes.StringType);

  static final StructType SCHEMA =
      new StructType()
          .add(KEY, DataTypes.IntegerType)
          .add("split", DataTypes.StringType)
          .add("shard", DataTypes.IntegerType)
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

  Row toRow() {
    return RowFactory.create(
        key,
        split,
        shard,
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
        row.getInt(0),
        row.getString(1),
        row.getInt(2),
        new EvaluationRow(
            row.getString(3),
            row.getString(4),
            row.getBoolean(5),
            row.getString(6),
            row.getString(7),
            row.getString(8),
            row.getInt(9),
            row.getInt(10),
            TokenIds.copyOf(row.getList(11)),
            TokenIds.copyOf(row.getList(12)),
            row.getList(13),
            optionIds(row, 14),
            row.getList(15),
            row.getList(16),
            row.getInt(17),
            row.getString(18)));
  }

  private static List<TokenIds> optionIds(Row row, int column) {
    List<Seq<Integer>> lists = row.getList(column);
    return lists.stream().map(list -> TokenIds.copyOf(JavaConverters.seqAsJavaList(list))).toList();
  }
}
