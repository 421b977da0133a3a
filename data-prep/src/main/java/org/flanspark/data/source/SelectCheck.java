package org.flanspark.data.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
 * are Spark's own, keep rows apart and give the same result tomorrow, and its names are columns of
 * the source or fields of the select.
 *
 * <p>A plain name means the source's column, then the field. Where a field is named like a column
 * and is something else, another expression that used the name could mean either, so it is refused;
 * {@code source.name} says that the column is meant.
 */
public final class SelectCheck {
  private final Task task;
  private final Set<String> columns;
  private final Map<String, SqlNames> expressions = new HashMap<>();
  private final Problems problems;

  private SelectCheck(Task task, Set<String> columns, Problems problems) {
    this.task = task;
    this.columns = columns;
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
    new SelectCheck(task, Set.of(schema.fieldNames()), problems).check();
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
        SqlNames names = SqlNames.of(new CatalystSqlParser().parseExpression(field.expression()));
        names.refusals().forEach(refusal -> problems.add(cannot(field, refusal)));
        expressions.put(field.name(), names);
      } catch (Exception e) {
        problems.add(cannot(field, parseProblem(e)));
      }
    }
    for (SelectedField field : task.select()) {
      if (expressions.containsKey(field.name())) {
        names(field, expressions.get(field.name()));
      }
    }
    circles();
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
      if (reaches(field.name(), field.name(), new HashSet<>())) {
        problems.add(cannot(field, "it is defined by itself"));
      }
    }
  }

  private boolean reaches(String from, String wanted, Set<String> seen) {
    for (String name : fieldsOf(from)) {
      if (name.equals(wanted) || (seen.add(name) && reaches(name, wanted, seen))) {
        return true;
      }
    }
    return false;
  }

  private List<String> fieldsOf(String field) {
    List<String> fields = new ArrayList<>();
    SqlNames names = expressions.get(field);
    if (names != null) {
      names.plainNames().stream()
          .filter(name -> !columns.contains(name) && task.selects(name))
          .forEach(fields::add);
    }
    return fields;
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
  private static String parseProblem(Exception exception) {
    if (!(exception instanceof ParseException)) {
      throw new IllegalStateException("Cannot parse", exception);
    }
    return String.valueOf(exception.getMessage()).strip().lines().findFirst().orElse("");
  }
}
