package org.flanspark.data.prepare;

import java.util.ArrayList;
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
 * The table of checked records.
 *
 * <pre>
 * task          INT             index into the chosen tasks
 * source_split  STRING          where it was read
 * split         STRING          where it belongs; empty where no split uses it
 * reason        STRING          null = accepted
 * hash          STRING          16 hexadecimal digits over the selected fields (accepted)
 * fields, options, references   the selected texts (accepted)
 * raw           STRING          the record as it was read (rejected)
 * number        INT             1 for the first of identical records, 2 for the next ...
 * example_id    STRING          task/split/hash, with -number from the second on
 * order         BIGINT          the hash that caps go by
 * </pre>
 */
final class Records {
  static final String TASK = "task";
  static final String SOURCE_SPLIT = "source_split";
  static final String SPLIT = "split";
  static final String REASON = "reason";
  static final String HASH = "hash";
  static final String RAW = "raw";
  static final String NUMBER = "number";
  static final String EXAMPLE_ID = "example_id";
  static final String ORDER = "order";

  private static final String FIELDS = "fields";
  private static final String OPTIONS = "options";
  private static final String REFERENCES = "references";

  static final StructType CHECKED =
      new StructType()
          .add(TASK, DataTypes.IntegerType)
          .add(SOURCE_SPLIT, DataTypes.StringType)
          .add(SPLIT, DataTypes.StringType)
          .add(REASON, DataTypes.StringType)
          .add(HASH, DataTypes.StringType)
          .add(FIELDS, DataTypes.createArrayType(DataTypes.StringType))
          .add(OPTIONS, DataTypes.createArrayType(DataTypes.StringType))
          .add(REFERENCES, DataTypes.createArrayType(DataTypes.StringType))
          .add(RAW, DataTypes.StringType);

  static final StructType IDENTIFIED =
      CHECKED
          .add(NUMBER, DataTypes.IntegerType)
          .add(EXAMPLE_ID, DataTypes.StringType)
          .add(ORDER, DataTypes.LongType);

  private Records() {}

  static Encoder<Row> encoder(StructType schema) {
    return Encoders.row(schema);
  }

  static Row accepted(
      int id, Task task, String sourceSplit, String split, String hash, TaskRecord record) {
    String[] fields =
        SourceReader.textFields(task).stream()
            .map(name -> record.fields().getOrDefault(name, ""))
            .toArray(String[]::new);
    return RowFactory.create(
        id,
        sourceSplit,
        split,
        null,
        hash,
        fields,
        record.options().toArray(String[]::new),
        record.references().toArray(String[]::new),
        null);
  }

  static Row rejected(int id, String sourceSplit, String reason, String hash, String raw) {
    return RowFactory.create(id, sourceSplit, sourceSplit, reason, hash, null, null, null, raw);
  }

  /** The values of a row with more after them. */
  static Row extended(Row row, Object... more) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      values.add(row.get(i));
    }
    values.addAll(List.of(more));
    return RowFactory.create(values.toArray());
  }

  /** The record of an accepted row. */
  static TaskRecord record(Row row, Task task) {
    List<String> names = SourceReader.textFields(task);
    List<String> texts = row.getList(row.fieldIndex(FIELDS));
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      fields.put(names.get(i), texts.get(i));
    }
    return new TaskRecord(
        fields, row.getList(row.fieldIndex(OPTIONS)), row.getList(row.fieldIndex(REFERENCES)));
  }
}
