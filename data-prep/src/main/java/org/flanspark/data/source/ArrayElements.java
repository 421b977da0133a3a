package org.flanspark.data.source;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.flanspark.config.ConfigException;
import org.flanspark.data.task.Task;

/**
 * The records of a source that is exploded: one for each element of an array, with the row's other
 * columns, as Spark's {@code posexplode_outer} gives them. A row whose array is null or empty stays
 * as one, so that it can be rejected and counted.
 *
 * <pre>
 * questions   page          pos  col  questions   page
 * [a, b]      Tides    ->   0    a    [a, b]      Tides
 *                           1    b    [a, b]      Tides
 * []          Moons         null null []          Moons
 * </pre>
 */
final class ArrayElements {
  /** The element's place in the array, from 0. */
  static final String PLACE = "pos";

  /** The element. */
  static final String ELEMENT = "col";

  private ArrayElements() {}

  /**
   * The records of the rows.
   *
   * @throws ConfigException where the expression is no array of the rows' columns
   */
  static Dataset<Row> of(Dataset<Row> rows, Task task) {
    String array = task.source().explode();
    try {
      List<Column> columns = new ArrayList<>();
      for (StructField field : rows.schema().fields()) {
        columns.add(functions.col("`" + field.name() + "`"));
      }
      columns.add(
          functions.posexplode_outer(functions.expr(array)).as(new String[] {PLACE, ELEMENT}));
      return rows.as(SqlNames.SOURCE).select(columns.toArray(Column[]::new));
    } catch (Exception e) {
      throw new ConfigException(
          "Cannot explode task %s by \"%s\": %s"
              .formatted(task.name(), array, SelectTypes.problem(e)));
    }
  }

  /** Whether a record stands for a row without any. */
  static Column areMissing(Task task) {
    return task.source().isExploded()
        ? functions.col(SqlNames.SOURCE + "." + PLACE).isNull()
        : functions.lit(false);
  }
}
