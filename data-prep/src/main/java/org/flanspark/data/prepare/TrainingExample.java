package org.flanspark.data.prepare;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.flanspark.data.packing.TokenizedExample;
import org.flanspark.data.rendered.PackedIds;
import org.flanspark.data.rendered.RenderedExample;
import org.flanspark.data.token.TokenIds;

/**
 * One drawn example on its way to its shard: ids, no texts.
 *
 * @param key of the partition that packs the shard
 * @param split {@code train} or {@code validation}
 * @param shard where it goes
 * @param task the task's id
 * @param inputTokens length of the input before it was cut
 * @param targetTokens length of the target before it was cut
 */
record TrainingExample(
    int key,
    String split,
    int shard,
    int task,
    String exampleId,
    int template,
    int pass,
    TokenIds prompt,
    TokenIds target,
    int inputTokens,
    int targetTokens,
    boolean truncated) {
  static final String KEY = "key";
  static final List<String> ORDER =
      List.of("split", "shard", "task", "example_id", "template", "pass");

  static final StructType SCHEMA =
      new StructType()
          .add(KEY, DataTypes.IntegerType)
          .add("split", DataTypes.StringType)
          .add("shard", DataTypes.IntegerType)
          .add("task", DataTypes.IntegerType)
          .add("example_id", DataTypes.StringType)
          .add("template", DataTypes.IntegerType)
          .add("pass", DataTypes.IntegerType)
          .add("prompt", DataTypes.BinaryType)
          .add("target", DataTypes.BinaryType)
          .add("input_tokens", DataTypes.IntegerType)
          .add("target_tokens", DataTypes.IntegerType)
          .add("truncated", DataTypes.BooleanType);

  static TrainingExample of(RenderedExample rendered, int task, int shard, int key) {
    return new TrainingExample(
        key,
        rendered.split(),
        shard,
        task,
        rendered.exampleId(),
        rendered.template(),
        rendered.pass(),
        rendered.prompt(),
        rendered.target(),
        rendered.inputTokens(),
        rendered.targetTokens(),
        rendered.truncated());
  }

  int length() {
    return prompt.length() + target.length();
  }

  TokenizedExample tokenized() {
    return new TokenizedExample(exampleId, task, prompt, target);
  }

  Row toRow() {
    return RowFactory.create(
        key,
        split,
        shard,
        task,
        exampleId,
        template,
        pass,
        PackedIds.encode(prompt),
        PackedIds.encode(target),
        inputTokens,
        targetTokens,
        truncated);
  }

  static TrainingExample of(Row row) {
    return new TrainingExample(
        row.getInt(0),
        row.getString(1),
        row.getInt(2),
        row.getInt(3),
        row.getString(4),
        row.getInt(5),
        row.getInt(6),
        PackedIds.decode(row.getAs(7)),
        PackedIds.decode(row.getAs(8)),
        row.getInt(9),
        row.getInt(10),
        row.getBoolean(11));
  }
}
