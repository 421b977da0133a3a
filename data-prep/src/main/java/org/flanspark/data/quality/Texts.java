package org.flanspark.data.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The table that duplicates and contamination are looked for in: one row for each record.
 *
 * <pre>
 * task        INT             index into the chosen tasks
 * example_id  STRING          identity, unique within the task
 * order       BIGINT          the place in the draw; smaller = earlier
 * inputs      ARRAY&lt;STRING&gt;   the record's input fields, without the template's words
 * answer      STRING
 * split       STRING          validation or test      (evaluation only)
 * held_out    BOOLEAN         of a held-out cluster   (evaluation only)
 * </pre>
 *
 * <p>More columns do no harm. A null text counts as an empty one.
 */
public final class Texts {
  /** The task's index. */
  public static final String TASK = "task";

  /** The record's identity. */
  public static final String EXAMPLE_ID = "example_id";

  /** The place in the draw. */
  public static final String ORDER = "order";

  /** The input fields. */
  public static final String INPUTS = "inputs";

  /** The answer. */
  public static final String ANSWER = "answer";

  /** The split of an evaluation record. */
  public static final String SPLIT = "split";

  /** Whether an evaluation record's task is held out. */
  public static final String HELD_OUT = "held_out";

  /** Training candidates. */
  public static final StructType CANDIDATES =
      new StructType()
          .add(TASK, DataTypes.IntegerType)
          .add(EXAMPLE_ID, DataTypes.StringType)
          .add(ORDER, DataTypes.LongType)
          .add(INPUTS, DataTypes.createArrayType(DataTypes.StringType))
          .add(ANSWER, DataTypes.StringType);

  /** Evaluation records. */
  public static final StructType EVALUATION =
      CANDIDATES.add(SPLIT, DataTypes.StringType).add(HELD_OUT, DataTypes.BooleanType);

  private Texts() {}

  /** The table's columns in their places, by which the methods below read a row. */
  static Dataset<Row> candidates(Dataset<Row> rows) {
    return rows.select(columns(CANDIDATES.fieldNames()));
  }

  /** The table's columns in their places; the first are those of {@link #candidates}. */
  static Dataset<Row> evaluation(Dataset<Row> rows) {
    return rows.select(columns(EVALUATION.fieldNames()));
  }

  static Column[] columns(String... names) {
    Column[] columns = new Column[names.length];
    for (int i = 0; i < names.length; i++) {
      columns[i] = functions.col(names[i]);
    }
    return columns;
  }

  static int task(Row row) {
    return row.getInt(0);
  }

  static String exampleId(Row row) {
    return row.getString(1);
  }

  static long order(Row row) {
    return row.getLong(2);
  }

  static List<String> inputs(Row row) {
    List<String> inputs = new ArrayList<>();
    for (Object input : elements(row, 3)) {
      inputs.add(input == null ? "" : (String) input);
    }
    return inputs;
  }

  /** The input fields and, after them, the answer. */
  static List<String> content(Row row) {
    List<String> content = inputs(row);
    content.add(row.isNullAt(4) ? "" : row.getString(4));
    return content;
  }

  static String split(Row row) {
    return row.getString(5);
  }

  static boolean isHeldOut(Row row) {
    return row.getBoolean(6);
  }

  /**
   * Spark hands a row from one function to the next as it was made: without a schema, and with an
   * array for a list.
   */
  private static List<?> elements(Row row, int column) {
    if (row.isNullAt(column)) {
      return List.of();
    }
    return row.get(column) instanceof Object[] array ? Arrays.asList(array) : row.getList(column);
  }
}
