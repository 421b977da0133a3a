package org.flanspark.data.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.flanspark.data.shard.DataException;

/**
 * The file formats: each gives the schema's columns, and two more that say what was read and
 * whether it fits the schema.
 */
final class SourceFormat {
  /** Names that no source uses. */
  static final String RAW = "__flanspark_raw";

  static final String BROKEN = "__flanspark_broken";

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String CORRUPT = "__flanspark_corrupt";
  private static final String PARSED = "__flanspark_parsed";
  private static final Map<String, String> PERMISSIVE =
      Map.of("mode", "PERMISSIVE", "columnNameOfCorruptRecord", CORRUPT);

  private final SparkSession session;
  private final StructType schema;

  SourceFormat(SparkSession session, StructType schema) {
    this.session = session;
    this.schema = schema;
  }

  /** The columns that a DDL text names; none where it is empty. */
  static StructType schema(String ddl) {
    return ddl.isEmpty() ? new StructType() : StructType.fromDDL(ddl);
  }

  /** The records of the files. */
  Dataset<Row> read(String format, List<String> paths, String task) {
    String[] files = paths.toArray(String[]::new);
    return switch (format) {
      case "jsonl" -> jsonLines(files);
      case "json" -> jsonArrays(files);
      case "csv" -> separated(files, Map.of("sep", ",", "escape", "\"", "multiLine", "true"), task);
      // Fields of a TSV hold quotation marks of their own.
      case "tsv" -> separated(files, Map.of("sep", "\t", "quote", ""), task);
      case "parquet" -> parquet(files, task);
      default -> throw new IllegalArgumentException("Unknown format '" + format + "'");
    };
  }

  private Dataset<Row> jsonLines(String[] files) {
    Column value = functions.col("value");
    Column line =
        functions
            .when(value.startsWith(BYTE_ORDER_MARK), value.substr(2, Integer.MAX_VALUE))
            .otherwise(value);
    Dataset<Row> lines =
        session
            .read()
            .text(files)
            .select(line.as(RAW))
            .where(functions.trim(functions.col(RAW)).notEqual(""));
    Column parsed =
        functions.from_json(
            functions.col(RAW), schema.add(CORRUPT, DataTypes.StringType), PERMISSIVE);
    Dataset<Row> records = lines.withColumn(PARSED, parsed);
    Column broken =
        functions
            .col(PARSED)
            .isNull()
            .or(functions.col(PARSED + "." + CORRUPT).isNotNull())
            // from_json takes the first record of a list and leaves out the others.
            .or(functions.not(functions.ltrim(functions.col(RAW)).startsWith("{")));
    return records.select(output(PARSED + ".", functions.col(RAW), broken));
  }

  /** A file's records are one array, so that one task reads all of it. */
  private Dataset<Row> jsonArrays(String[] files) {
    Dataset<Row> records =
        session
            .read()
            .schema(schema.add(CORRUPT, DataTypes.StringType))
            .options(PERMISSIVE)
            .option("multiLine", "true")
            .json(files);
    // What Spark keeps of a record that does not fit is the text of the whole file.
    return records.select(
        output("", functions.to_json(whole()), functions.col(CORRUPT).isNotNull()));
  }

  private Dataset<Row> separated(String[] files, Map<String, String> options, String task) {
    List<String> header =
        List.of(
            session
                .read()
                .options(options)
                .option("header", "true")
                .csv(files)
                .schema()
                .fieldNames());
    if (!header.isEmpty() && !header.equals(List.of(schema.fieldNames()))) {
      throw new DataException(
          "Invalid data of task %s: columns %s in %s, expected %s"
              .formatted(
                  task,
                  String.join(", ", header),
                  files[0],
                  String.join(", ", schema.fieldNames())));
    }
    Dataset<Row> records =
        session
            .read()
            .schema(schema.add(CORRUPT, DataTypes.StringType))
            .options(PERMISSIVE)
            .options(options)
            .option("header", "true")
            .option("enforceSchema", "false")
            .csv(files);
    Column raw = functions.coalesce(functions.col(CORRUPT), functions.to_json(whole()));
    return records.select(output("", raw, functions.col(CORRUPT).isNotNull()));
  }

  private Dataset<Row> parquet(String[] files, String task) {
    return typed(session.read().parquet(files), task, files[0]);
  }

  /** The rows of a table: the schema's columns, or where it names none, all. */
  Dataset<Row> table(Dataset<Row> rows, String task) {
    return schema.isEmpty()
        ? new SourceFormat(session, rows.schema()).table(rows, task)
        : typed(rows, task, "the table");
  }

  /**
   * Rows that have types of their own; one with a value that the schema's do not hold is broken.
   */
  private Dataset<Row> typed(Dataset<Row> rows, String task, String where) {
    requireColumns(rows.schema(), task, where);
    List<Column> output = new ArrayList<>();
    Column broken = functions.lit(false);
    for (StructField field : schema.fields()) {
      ColumnFit fit =
          ColumnFit.of(
              functions.col("`" + field.name() + "`"),
              rows.schema().apply(field.name()).dataType(),
              field.dataType());
      output.add(fit.value().as(field.name()));
      broken = broken.or(functions.not(fit.isWhole()));
    }
    output.add(functions.to_json(whole()).as(RAW));
    output.add(broken.as(BROKEN));
    return rows.select(output.toArray(Column[]::new));
  }

  private void requireColumns(StructType found, String task, String where) {
    for (StructField field : schema.fields()) {
      boolean there = List.of(found.fieldNames()).contains(field.name());
      String type = there ? found.apply(field.name()).dataType().sql() : "";
      if (!there || !ColumnFit.isPossible(found.apply(field.name()).dataType(), field.dataType())) {
        throw new DataException(
            "Invalid data of task %s: column %s %s in %s, expected %s"
                .formatted(
                    task,
                    field.name(),
                    there ? "is " + type : "is missing",
                    where,
                    field.dataType().sql()));
      }
    }
  }

  private Column whole() {
    return functions.struct(columns("").toArray(Column[]::new));
  }

  private Column[] output(String prefix, Column raw, Column broken) {
    List<Column> output = columns(prefix);
    output.add(raw.as(RAW));
    output.add(broken.as(BROKEN));
    return output.toArray(Column[]::new);
  }

  private List<Column> columns(String prefix) {
    List<Column> columns = new ArrayList<>();
    for (String name : schema.fieldNames()) {
      columns.add(functions.col(prefix + "`" + name + "`").as(name));
    }
    return columns;
  }
}
