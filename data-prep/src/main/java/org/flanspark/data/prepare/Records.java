package org.flanspark.data.prepare;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.flanspark.data.source.SourceReader;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.Task;

/**
 * The table of judged records.
 *
 * <pre>
 * key           INT             of the partition that works on the record's bucket
 * task          INT             index into the chosen tasks
 * bucket        INT             of the task
 * place         INT             of the split: training first, then validation, test, and the rest
 * order         BIGINT          what is drawn goes by it: smaller ones first
 * hash          STRING          16 hexadecimal digits over the selected fields, or over the raw record
 * source_split  STRING          where it was read
 * split         STRING          where it belongs; empty where no split uses it
 * reason        STRING          empty = accepted
 * fields, options, references   the selected texts (accepted)
 * raw           STRING          the record as it was read (rejected)
 * </pre>
 */
final class Records {
  static final String KEY = "key";
  static final String PLACE = "place";
  static final String ORDER = "order";
  static final String HASH = "hash";
  static final String RAW = "raw";

  private static final int KEY_AT = 0;
  private static final int TASK_AT = 1;
  private static final int BUCKET_AT = 2;
  private static final int ORDER_AT = 4;
  private static final int HASH_AT = 5;
  private static final int SOURCE_SPLIT_AT = 6;
  private static final int SPLIT_AT = 7;
  private static final int REASON_AT = 8;
  private static final int FIELDS_AT = 9;
  private static final int OPTIONS_AT = 10;
  private static final int REFERENCES_AT = 11;
  private static final int RAW_AT = 12;

  static final StructType SCHEMA =
      new StructType()
          .add(KEY, DataTypes.IntegerType)
          .add("task", DataTypes.IntegerType)
          .add("bucket", DataTypes.IntegerType)
          .add(PLACE, DataTypes.IntegerType)
          .add(ORDER, DataTypes.LongType)
          .add(HASH, DataTypes.StringType)
          .add("source_split", DataTypes.StringType)
          .add("split", DataTypes.StringType)
          .add("reason", DataTypes.StringType)
          .add("fields", DataTypes.createArrayType(DataTypes.StringType))
          .add("options", DataTypes.createArrayType(DataTypes.StringType))
          .add("references", DataTypes.createArrayType(DataTypes.StringType))
          .add(RAW, DataTypes.StringType);

  private Records() {}

  static Encoder<Row> encoder(StructType schema) {
    return Encoders.row(schema);
  }

  /** Where a record goes: its bucket and its place there. */
  record Address(int key, int task, int bucket, int place, long order, String hash) {}

  static Row accepted(
      Address address, String sourceSplit, String split, Task task, TaskRecord record) {
    Object[] values = values(address, sourceSplit, split, "");
    values[FIELDS_AT] = texts(task, record).toArray(String[]::new);
    values[OPTIONS_AT] = record.options().toArray(String[]::new);
    values[REFERENCES_AT] = record.references().toArray(String[]::new);
    return RowFactory.create(values);
  }

  static Row rejected(Address address, String sourceSplit, String reason, String raw) {
    Object[] values = values(address, sourceSplit, sourceSplit, reason);
    values[RAW_AT] = raw;
    return RowFactory.create(values);
  }

  private static Object[] values(Address address, String sourceSplit, String split, String reason) {
    Object[] values = new Object[SCHEMA.size()];
    values[KEY_AT] = address.key();
    values[TASK_AT] = address.task();
    values[BUCKET_AT] = address.bucket();
    values[BUCKET_AT + 1] = address.place();
    values[ORDER_AT] = address.order();
    values[HASH_AT] = address.hash();
    values[SOURCE_SPLIT_AT] = sourceSplit;
    values[SPLIT_AT] = split;
    values[REASON_AT] = reason;
    return values;
  }

  static int task(Row row) {
    return row.getInt(TASK_AT);
  }

  static int bucket(Row row) {
    return row.getInt(BUCKET_AT);
  }

  static long order(Row row) {
    return row.getLong(ORDER_AT);
  }

  static String hash(Row row) {
    return row.getString(HASH_AT);
  }

  static String sourceSplit(Row row) {
    return row.getString(SOURCE_SPLIT_AT);
  }

  static String split(Row row) {
    return row.getString(SPLIT_AT);
  }

  static String reason(Row row) {
    return row.getString(REASON_AT);
  }

  static String raw(Row row) {
    return row.getString(RAW_AT);
  }

  /** The selected texts of a record, in the task's order. */
  static List<String> texts(Task task, TaskRecord record) {
    return SourceReader.textFields(task).stream()
        .map(name -> record.fields().getOrDefault(name, ""))
        .toList();
  }

  /** The record of an accepted row. */
  static TaskRecord record(Row row, Task task) {
    return record(
        task, row.getList(FIELDS_AT), row.getList(OPTIONS_AT), row.getList(REFERENCES_AT));
  }

  /** The record whose selected texts these are. */
  static TaskRecord record(
      Task task, List<String> texts, List<String> options, List<String> references) {
    List<String> names = SourceReader.textFields(task);
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      fields.put(names.get(i), texts.get(i));
    }
    return new TaskRecord(fields, options, references);
  }
}
