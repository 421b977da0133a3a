package org.flanspark.data.source;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.flanspark.config.KeyNames;
import org.flanspark.config.Problems;
import org.flanspark.data.task.Task;

/**
 * The {@code source.explode} of a task before any record is read: an array that depends on the row
 * alone.
 */
final class ExplodeCheck {
  private static final String ARRAY = "array";

  private final Task task;
  private final StructType schema;
  private final Set<String> columns;
  private final Problems problems;

  private ExplodeCheck(Task task, StructType schema, Problems problems) {
    this.task = task;
    this.schema = schema;
    this.columns = new TreeSet<>(Set.of(schema.fieldNames()));
    this.problems = problems;
  }

  /**
   * The columns that the task's fields are selected from: with {@code pos} and {@code col} where
   * the source is exploded.
   *
   * @param schema the source's columns; none where a table has them
   */
  static StructType columns(Task task, StructType schema, Problems problems) {
    return task.source().isExploded() ? new ExplodeCheck(task, schema, problems).columns() : schema;
  }

  private StructType columns() {
    Expression array;
    try {
      array = new CatalystSqlParser().parseExpression(task.source().explode());
    } catch (Exception e) {
      cannot(SelectCheck.parseProblem(e));
      return schema;
    }
    SqlNames names = SqlNames.of(array);
    names.refusals().forEach(this::cannot);
    if (columns.isEmpty()) {
      return schema;
    }
    known(names.plainNames());
    known(names.sourceColumns());
    for (String name : new String[] {ArrayElements.PLACE, ArrayElements.ELEMENT}) {
      if (columns.contains(name)) {
        cannot("the source has a column '%s', as the exploded one is called".formatted(name));
      }
    }
    return problems.isEmpty() ? exploded(array) : schema;
  }

  private void known(Set<String> names) {
    for (String name : names) {
      if (!columns.contains(name)) {
        cannot(KeyNames.unknown("column", name, columns));
      }
    }
  }

  private StructType exploded(Expression array) {
    try {
      DataType type = new SelectTypes(schema).of(Map.of(ARRAY, array)).apply(ARRAY).dataType();
      if (type instanceof ArrayType elements) {
        return schema
            .add(ArrayElements.PLACE, DataTypes.IntegerType)
            .add(ArrayElements.ELEMENT, elements.elementType());
      }
      cannot("it is %s, expected an array".formatted(type.sql()));
    } catch (Exception e) {
      cannot(SelectTypes.problem(e));
    }
    return schema;
  }

  private void cannot(String reason) {
    problems.add(
        "Cannot explode task %s by \"%s\": %s"
            .formatted(task.name(), task.source().explode(), reason));
  }
}
