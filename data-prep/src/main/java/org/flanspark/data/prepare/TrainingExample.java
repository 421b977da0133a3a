package org.flanspark.data.prepare;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.flanspark.data.packing.TokenizedExample;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.template.Rendered;
import org.flanspark.data.token.TokenIds;

/**
 * One rendered and tokenized training example on its way to its shard.
 *
 * @param split {@code train} or {@code validation}
 * @param shard where it goes
 * @param task the task's id
 * @param reason why it was rejected; empty where it was not
 * @param inputTokens length of the input before it was cut
 * @param targetTokens length of the target before it was cut
 */
record TrainingExample(
    String split,
    int shard,
    int task,
    String exampleId,
    int template,
    int pass,
    String reason,
    Rendered rendered,
    List<String> options,
    String answer,
    List<String> references,
    TokenIds prompt,
    TokenIds target,
    int inputTokens,
    int targetTokens,
    boolean truncated) {

  static final String SPLIT = "split";
  static final String SHARD = "shard";
  static final List<String> ORDER =
      List.of(SPLIT, SHARD, "task", "example_id", "template", "pass", "reason");

  static final StructType SCHEMA =
      new StructType()
          .add(SPLIT, DataTypes.StringType)
          .add(SHARD, DataTypes.IntegerType)
          .add("task", DataTypes.IntegerType)
          .add("example_id", DataTypes.StringType)
          .add("template", DataTypes.IntegerType)
          .add("pass", DataTypes.IntegerType)
          .add("reason", DataTypes.StringType)
          .add("input", DataTypes.StringType)
          .add("target", DataTypes.StringType)
          .add("options", DataTypes.createArrayType(DataTypes.StringType))
          .add("answer", DataTypes.StringType)
          .add("references", DataTypes.createArrayType(DataTypes.StringType))
          .add("prompt_ids", DataTypes.createArrayType(DataTypes.IntegerType))
          .add("target_ids", DataTypes.createArrayType(DataTypes.IntegerType))
          .add("input_tokens", DataTypes.IntegerType)
          .add("target_tokens", DataTypes.IntegerType)
          .add("truncated", DataTypes.BooleanType);

  boolean isRejected() {
    return !reason.isEmpty();
  }

  TokenizedExample tokenized() {
    return new TokenizedExample(exampleId, task, prompt, target);
  }

  Row toRow() {
    return RowFactory.create(
        split,
        shard,
        task,
        exampleId,
        template,
        pass,
        reason,
        rendered.input(),
        rendered.target(),
        options.toArray(String[]::new),
        answer,
        references.toArray(String[]::new),
        prompt.toArray(),
        target.toArray(),
        inputTokens,
        targetTokens,
        truncated);
  }

  static TrainingExample of(Row row) {
    return new TrainingExample(
        row.getString(0),
        row.getInt(1),
        row.getInt(2),
        row.getString(3),
        row.getInt(4),
        row.getInt(5),
        row.getString(6),
        new Rendered(row.getString(7), row.getString(8)),
        row.getList(9),
        row.getString(10),
        row.getList(11),
        TokenIds.copyOf(row.getList(12)),
        TokenIds.copyOf(row.getList(13)),
        row.getInt(14),
        row.getInt(15),
        row.getBoolean(16));
  }

  /** What a rejected one leaves behind: the record, for the quarantine table. */
  static TrainingExample rejected(
      String split,
      int shard,
      int task,
      String exampleId,
      int template,
      int pass,
      String reason,
      String json,
      TaskRecord record) {
    return new TrainingExample(
        split,
        shard,
        task,
        exampleId,
        template,
        pass,
        reason,
        new Rendered(json, ""),
        record.options(),
        record.answer(),
        record.references(),
        TokenIds.empty(),
        TokenIds.empty(),
        0,
        0,
        false);
  }
}
