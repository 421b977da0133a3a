package org.flanspark.data.source;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.types.StructType;
import org.flanspark.config.KeyNames;
import org.flanspark.config.Problems;
import org.flanspark.data.task.SelectedField;
import org.flanspark.data.task.Task;
import org.flanspark.data.task.TaskSource;

/**
 * The {@code select} of a task before any record is read: each expression is parsed, its functions
 * are Spark's own, keep rows apart and give the same result tomorrow, its names are columns of the
 * source or fields of the select, and what it yields is of the field's type.
 *
 * <p>A plain name means the source's column, then the field. Where a field is named like a column
 * and is something else, another expression that used the name could mean either, so it is refused;
 * {@code source.name} says that the column is meant.
 */
public final class SelectCheck {
  private final Task task;
  private final StructType schema;
  private final Set<String> columns;
  private final Map<String, Expression> parsed = new LinkedHashMap<>();
  private final FieldOrigins origins;
  private final Problems problems;

  private SelectCheck(Task task, StructType schema, Problems problems) {
    this.task = task;
    this.schema = schema;
    this.columns = Set.of(schema.fieldNames());
    this.origins = new FieldOrigins(columns);
    this.problems = problems;
  }

  /** Adds what is wrong with the task's schema and select. */
  public static void check(Task task, Problems problems) {
    StructType schema;
    try {
      schema = SourceFormat.schema(task.source().schema());
    } catch (Exception e) {
      problems.add("Invalid schema of task %s: %s".formatted(task.name(), parseProblem(e)));
      return;
    }
    Problems own = new Problems();
    StructType columns = ExplodeCheck.columns(task, schema, own);
    if (own.isEmpty()) {
      new SelectCheck(task, columns, own).check();
    }
    own.found().forEach(problems::add);
  }

  /** A table may have columns that its task file does not name: Spark finds out when it is read. */
  private boolean columnsAreKnown() {
    return task.source().table() == null || !columns.isEmpty();
  }

  private void where(TaskSource.Table table) {
    if (table.where().isEmpty()) {
      return;
    }
    try {
      SqlNames.of(new CatalystSqlParser().parseExpression(table.where()))
          .refusals()
          .forEach(refusal -> problems.add(cannotFilter(table, refusal)));
    } catch (Exception e) {
      problems.add(cannotFilter(table, parseProblem(e)));
    }
  }

  private String cannotFilter(TaskSource.Table table, String reason) {
    return "Cannot filter task %s by \"%s\": %s".formatted(task.name(), table.where(), reason);
  }

  private void check() {
    if (task.source().table() != null) {
      where(task.source().table());
    }
    for (SelectedField field : task.select()) {
      try {
        Expression expression = new CatalystSqlParser().parseExpression(field.expression());
        SqlNames names = SqlNames.of(expression);
        parsed.put(field.name(), expression);
        names.refusals().forEach(refusal -> problems.add(cannot(field, refusal)));
        origins.add(field.name(), names);
      } catch (Exception e) {
        problems.add(cannot(field, parseProblem(e)));
      }
    }
    for (SelectedField field : task.select()) {
      origins.names(field.name()).ifPresent(names -> names(field, names));
    }
    circles();
    sides();
    if (task.reverses() != null) {
      reversed();
    }
    if (problems.isEmpty() && columnsAreKnown()) {
      types();
    }
  }

  private void types() {
    SelectTypes types = new SelectTypes(schema);
    if (areRight(types)) {
      return;
    }
    Map<String, String> wrong = new LinkedHashMap<>();
    for (SelectedField field : task.select()) {
      wrongType(field, types).ifPresent(reason -> wrong.put(field.name(), reason));
    }
    for (SelectedField field : task.select()) {
      // What is made from a field that is wrong is not wrong by itself.
      if (wrong.containsKey(field.name())
          && origins.of(field.name()).stream().noneMatch(wrong::containsKey)) {
        problems.add(cannot(field, wrong.get(field.name())));
      }
    }
  }

  /** One analysis for all fields, which is quicker than one each. */
  private boolean areRight(SelectTypes types) {
    try {
      return Arrays.stream(types.of(parsed).fields())
          .allMatch(field -> SelectTypes.refusal(field.name(), field.dataType()).isEmpty());
    } catch (Exception e) {
      SelectTypes.problem(e);
      return false;
    }
  }

  private Optional<String> wrongType(SelectedField field, SelectTypes types) {
    Map<String, Expression> needed = new LinkedHashMap<>(parsed);
    Set<String> made = origins.of(field.name());
    needed.keySet().removeIf(name -> !name.equals(field.name()) && !made.contains(name));
    try {
      return SelectTypes.refusal(field.name(), types.of(needed).apply(field.name()).dataType());
    } catch (Exception e) {
      return Optional.of(SelectTypes.problem(e));
    }
  }

  private void names(SelectedField field, SqlNames names) {
    for (String column : names.sourceColumns()) {
      problems.check(
          !columnsAreKnown() || columns.contains(column),
          cannot(field, KeyNames.unknown("column", column, columns)));
    }
    for (String name : names.plainNames()) {
      if (columnsAreKnown() && !columns.contains(name) && !task.selects(name)) {
        problems.add(cannot(field, KeyNames.unknown("column", name, known())));
      }
      problems.check(
          name.equals(field.name()) || !isAmbiguous(name),
          cannot(
              field,
              "'%s' is a column of the source and a selected field; write source.%s for the column"
                  .formatted(name, name)));
    }
  }

  private boolean isAmbiguous(String name) {
    return columns.contains(name)
        && task.select().stream()
            .anyMatch(
                field -> field.name().equals(name) && !field.expression().strip().equals(name));
  }

  private void circles() {
    if (!columnsAreKnown()) {
      return;
    }
    for (SelectedField field : task.select()) {
      if (origins.of(field.name()).contains(field.name())) {
        problems.add(cannot(field, "it is defined by itself"));
      }
    }
  }

  /** Records of one row are told apart by what they are carved by, and come to lie on two sides. */
  private void sides() {
    if (!task.source().isExploded()) {
      return;
    }
    Set<String> carvedBy = new TreeSet<>();
    task.splits().forEach(rule -> carvedBy.addAll(rule.groupBy()));
    for (String field : carvedBy) {
      problems.check(
          !origins.isMadeFrom(field, Set.of(ArrayElements.PLACE, ArrayElements.ELEMENT)),
          "Invalid splits of task %s: group-by names %s, which the records of a row differ in, so they would come to lie on two sides"
              .formatted(task.name(), field));
    }
  }

  /** What the answer is changes with the direction, and what is made from it with it. */
  private void reversed() {
    for (SelectedField field : task.select()) {
      problems.check(
          !origins.of(field.name()).contains(SelectedField.ANSWER),
          cannot(
              field,
              "it is made from the answer, which is another one where %s is reversed"
                  .formatted(task.reverses())));
    }
  }

  private Set<String> known() {
    Set<String> known = new TreeSet<>(columns);
    task.select().forEach(field -> known.add(field.name()));
    return known;
  }

  private String cannot(SelectedField field, String reason) {
    return "Cannot select %s of task %s by \"%s\": %s"
        .formatted(field.name(), task.name(), field.expression(), reason);
  }

  /** Spark's parser throws a checked exception that its signature does not declare. */
  static String parseProblem(Exception exception) {
    if (!(exception instanceof ParseException)) {
      throw new IllegalStateException("Cannot parse", exception);
    }
    return String.valueOf(exception.getMessage()).strip().lines().findFirst().orElse("");
  }
}
