package org.flanspark.data.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.ConfigException;
import org.flanspark.data.task.TaskDraft;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flan tasks new}: a task file to start from. */
@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    description = {
      "Guesses fields, options and kind from a file of records and writes a commented task file, which",
      "is right as it stands. The file is <data.root>/<task>/<split>.jsonl, .csv, .tsv or .parquet."
    })
final class TasksNewCommand implements FlanCommand {
  /** More different values than these are no options. */
  private static final int MOST_OPTIONS = 20;

  private static final int LONGEST_OPTION = 40;

  private static final List<String> ANSWERS =
      List.of(
          "label",
          "answer",
          "target",
          "output",
          "response",
          "completion",
          "summary",
          "class",
          "category",
          "sentiment");

  @Parameters(paramLabel = "FILE", description = "Records of the training split.")
  private Path file = Path.of("");

  @Option(names = "--name", description = "The task's name; default: the file's folder.")
  private @Nullable String name;

  @Option(names = "--out", paramLabel = "FILE.yaml", description = "Default: <name>.yaml, here.")
  private @Nullable Path out;

  @Override
  public Outcome run() {
    if (!Files.exists(file)) {
      throw new ConfigException("Missing file of records " + file);
    }
    Path folder = file.toAbsolutePath().normalize().getParent();
    String path = folder == null ? "data" : folder.getFileName().toString();
    String task =
        name != null
            ? name
            : path.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "_").replaceAll("^[_-]+", "");
    Path target = out != null ? out : Path.of(task + ".yaml");
    if (Files.exists(target)) {
      throw new ConfigException(
          "Cannot write %s: it is there already; --out names another file".formatted(target));
    }
    write(target, draft(task, path).yaml());
    System.out.println(target);
    return Outcome.done("drafted " + target);
  }

  private TaskDraft draft(String task, String path) {
    String format = format();
    Dataset<Row> records = read(format);
    String fileName = file.getFileName().toString();
    List<String> columns = Arrays.asList(records.columns());
    String answer = answer(records);
    List<String> inputs =
        Arrays.stream(records.schema().fields())
            .filter(field -> field.dataType().sameType(DataTypes.StringType))
            .map(StructField::name)
            .filter(column -> !column.equals(answer))
            .toList();
    if (inputs.isEmpty()) {
      throw new ConfigException(
          "Cannot draft a task from %s: beside '%s' none of its columns (%s) holds text"
              .formatted(file, answer, String.join(", ", columns)));
    }
    boolean byIndex = !records.schema().apply(answer).dataType().sameType(DataTypes.StringType);
    return new TaskDraft(
        task,
        path,
        format,
        fileName.substring(0, fileName.length() - format.length() - 1),
        records.schema().toDDL().replace(" NOT NULL", ""),
        inputs,
        answer,
        options(records, answer, byIndex),
        byIndex,
        arrays(records));
  }

  private static List<String> arrays(Dataset<Row> records) {
    return Arrays.stream(records.schema().fields())
        .filter(field -> field.dataType() instanceof ArrayType)
        .map(StructField::name)
        .toList();
  }

  private String format() {
    for (String format : List.of("jsonl", "csv", "tsv", "parquet")) {
      if (file.toString().endsWith("." + format)) {
        return format;
      }
    }
    throw new ConfigException(
        "Unknown format of %s, expected .jsonl, .csv, .tsv or .parquet".formatted(file));
  }

  private Dataset<Row> read(String format) {
    SparkSession session = SparkSession.builder().getOrCreate();
    String path = file.toUri().toString();
    return switch (format) {
      case "jsonl" -> session.read().json(path);
      case "parquet" -> session.read().parquet(path);
      default ->
          session
              .read()
              .option("header", "true")
              .option("inferSchema", "true")
              .option("sep", format.equals("csv") ? "," : "\t")
              .csv(path);
    };
  }

  /** By its name, or the last column that could be one. */
  private static String answer(Dataset<Row> records) {
    List<String> columns = Arrays.asList(records.columns());
    return ANSWERS.stream()
        .filter(columns::contains)
        .findFirst()
        .orElse(columns.get(columns.size() - 1));
  }

  private static List<String> options(Dataset<Row> records, String answer, boolean byIndex) {
    List<String> values =
        records
            .select(functions.col("`" + answer + "`").cast("string"))
            .where(functions.col("`" + answer + "`").isNotNull())
            .distinct()
            .limit(MOST_OPTIONS + 1)
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .sorted()
            .toList();
    boolean few =
        values.size() <= MOST_OPTIONS
            && values.stream().allMatch(value -> value.length() <= LONGEST_OPTION);
    if (byIndex) {
      int most =
          values.stream()
              .filter(value -> value.matches("\\d{1,2}"))
              .mapToInt(Integer::parseInt)
              .max()
              .orElse(-1);
      return IntStream.rangeClosed(0, few ? most : -1).mapToObj(i -> "option " + i).toList();
    }
    // Two records with two answers are no classification.
    return few && records.count() >= 4L * values.size() ? values : List.of();
  }

  private static void write(Path target, String text) {
    try {
      Files.writeString(target, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + target + ": " + e.getMessage(), e);
    }
  }
}
