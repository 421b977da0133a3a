package org.flanspark.data.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.flanspark.config.ConfigException;
import org.flanspark.data.task.SelectedField;
import org.flanspark.data.task.Task;

/**
 * The sources of all tasks as one table of {@link SourceColumns}: one job reads them all, and what
 * follows is done for all tasks at once.
 */
public final class SourceReader {
  /** Bytes of one file fit below them. */
  private static final int FILE_BITS = 44;

  private final SparkSession session;

  /**
   * @param session with ANSI mode off, so that a record that an expression does not fit gives null
   *     instead of failing the job
   */
  public SourceReader(SparkSession session) {
    this.session = session;
  }

  /**
   * The records of the files, lazily.
   *
   * @param tasks what the files' task indices point to
   * @throws ConfigException where an expression does not fit the source's columns
   */
  public Dataset<Row> read(List<SourceFile> files, List<Task> tasks) {
    Dataset<Row> all = session.createDataFrame(List.of(), SourceColumns.SCHEMA);
    for (SourceFile file : files) {
      all = all.union(read(file, tasks.get(file.task())));
    }
    return all;
  }

  private Dataset<Row> read(SourceFile file, Task task) {
    SourceFormat format = new SourceFormat(session, SourceFormat.schema(task.source().schema()));
    List<String> paths = file.parts().stream().map(part -> part.getPath().toString()).toList();
    Dataset<Row> rows =
        task.source().table() == null
            ? format.read(file.format(), paths, task.name())
            : format.table(SourceTable.rows(session, task, file.split()), task.name());
    Dataset<Row> source =
        (task.source().isExploded() ? ArrayElements.of(rows, task) : rows).as(SqlNames.SOURCE);
    StructType schema = source.schema();
    Column position = position(file);
    Dataset<Row> selected = select(source, task, schema, position);
    return selected.select(
        functions.lit(file.task()).as(SourceColumns.TASK),
        functions.lit(file.split()).as(SourceColumns.SPLIT),
        functions.col(SourceFormat.RAW).as(SourceColumns.RAW),
        functions.col(SourceFormat.BROKEN).as(SourceColumns.BROKEN),
        functions.col(SourceColumns.LABEL_MISSING),
        texts(selected, task).as(SourceColumns.FIELDS),
        list(selected, task, SelectedField.OPTIONS).as(SourceColumns.OPTIONS),
        list(selected, task, SelectedField.REFERENCES).as(SourceColumns.REFERENCES),
        functions.col(SourceColumns.POSITION),
        functions.col(SourceColumns.NO_ELEMENTS));
  }

  /**
   * Files in the order of their names, in each the blocks in the order of their bytes. The names
   * are compared as Spark gives them, escaped.
   */
  private static Column position(SourceFile file) {
    Column ordinal = functions.lit(0L);
    for (int i = 0; i < file.parts().size(); i++) {
      String path = file.parts().get(i).getPath().toUri().getRawPath();
      String name = path.substring(path.lastIndexOf('/') + 1);
      ordinal =
          functions
              .when(functions.input_file_name().endsWith("/" + name), (long) i)
              .otherwise(ordinal);
    }
    return functions
        .shiftleft(ordinal, FILE_BITS)
        .plus(functions.expr("input_file_block_start()"))
        .as(SourceColumns.POSITION);
  }

  private static Dataset<Row> select(
      Dataset<Row> source, Task task, StructType schema, Column position) {
    List<Column> columns = new ArrayList<>();
    columns.add(functions.col(SourceFormat.RAW));
    columns.add(functions.col(SourceFormat.BROKEN));
    columns.add(position);
    columns.add(labelMissing(task, schema).as(SourceColumns.LABEL_MISSING));
    columns.add(ArrayElements.areMissing(task).as(SourceColumns.NO_ELEMENTS));
    for (SelectedField field : task.select()) {
      columns.add(functions.expr(field.expression()).as(field.name()));
    }
    try {
      return source.select(columns.toArray(Column[]::new));
    } catch (Exception e) {
      throw new ConfigException(
          "Cannot select the fields of task %s: %s".formatted(task.name(), SelectTypes.problem(e)));
    }
  }

  /** Whether a column is null that the answer is made from, itself or by way of other fields. */
  private static Column labelMissing(Task task, StructType schema) {
    FieldOrigins origins = new FieldOrigins(Set.of(schema.fieldNames()));
    task.select().forEach(field -> origins.add(field.name(), names(field.expression())));
    Column missing = functions.lit(false);
    for (String column : origins.columnsOf(SelectedField.ANSWER)) {
      missing = missing.or(functions.col(SqlNames.SOURCE + ".`" + column + "`").isNull());
    }
    return missing;
  }

  private static SqlNames names(String expression) {
    try {
      return SqlNames.of(new CatalystSqlParser().parseExpression(expression));
    } catch (Exception e) {
      throw new IllegalStateException("Cannot parse '" + expression + "', which was checked", e);
    }
  }

  private static Column texts(Dataset<Row> selected, Task task) {
    List<Column> texts = new ArrayList<>();
    for (String field : textFields(task)) {
      requireType(selected, task, field);
      texts.add(functions.col("`" + field + "`").cast(DataTypes.StringType));
    }
    return functions.array(texts.toArray(Column[]::new));
  }

  private static Column list(Dataset<Row> selected, Task task, String field) {
    DataType texts = DataTypes.createArrayType(DataTypes.StringType);
    if (!task.selects(field)) {
      return functions.lit(null).cast(texts);
    }
    requireType(selected, task, field);
    return functions.col(field).cast(texts);
  }

  /** {@link SelectCheck} has found it already, but of a table whose columns its file leaves out. */
  private static void requireType(Dataset<Row> selected, Task task, String field) {
    SelectTypes.refusal(field, selected.schema().apply(field).dataType())
        .ifPresent(
            refusal -> {
              throw new ConfigException(
                  "Cannot select %s of task %s: %s".formatted(field, task.name(), refusal));
            });
  }

  /** The names of the selected texts, in the order of {@link SourceColumns#FIELDS}. */
  public static List<String> textFields(Task task) {
    return task.select().stream()
        .map(SelectedField::name)
        .filter(
            name -> !name.equals(SelectedField.OPTIONS) && !name.equals(SelectedField.REFERENCES))
        .toList();
  }
}
