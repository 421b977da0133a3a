package org.flanspark.data.source;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What selected fields are made from: the source's columns, and one another. */
final class FieldOrigins {
  private final Set<String> columns;
  private final Map<String, SqlNames> expressions = new TreeMap<>();

  /**
   * @param columns of the source: a plain name means one of them before it means a field
   */
  FieldOrigins(Set<String> columns) {
    this.columns = Set.copyOf(columns);
  }

  /** Adds a field whose expression could be parsed. */
  void add(String field, SqlNames names) {
    expressions.put(field, names);
  }

  /** The names in a field's expression. */
  Optional<SqlNames> names(String field) {
    return Optional.ofNullable(expressions.get(field));
  }

  /** The fields that one is made from, directly or not; itself among them where it is a circle. */
  Set<String> of(String field) {
    Set<String> origins = new HashSet<>();
    collect(field, origins);
    return origins;
  }

  /** Whether a field is made from one of the columns, directly or by way of others. */
  boolean isMadeFrom(String field, Set<String> wanted) {
    return expressionsOf(field).anyMatch(names -> hasAny(names, wanted));
  }

  private static boolean hasAny(SqlNames names, Set<String> columns) {
    return columns.stream()
        .anyMatch(
            column ->
                names.plainNames().contains(column) || names.sourceColumns().contains(column));
  }

  /** The columns that a field is made from, directly or by way of others. */
  Set<String> columnsOf(String field) {
    Set<String> made = new TreeSet<>();
    expressionsOf(field)
        .forEach(
            names -> {
              made.addAll(names.sourceColumns());
              names.plainNames().stream().filter(columns::contains).forEach(made::add);
            });
    return made;
  }

  private Stream<SqlNames> expressionsOf(String field) {
    return Stream.concat(Stream.of(field), of(field).stream())
        .flatMap(origin -> names(origin).stream());
  }

  private void collect(String field, Set<String> origins) {
    for (String name : fieldsIn(field)) {
      if (origins.add(name)) {
        collect(name, origins);
      }
    }
  }

  private List<String> fieldsIn(String field) {
    return names(field).stream()
        .flatMap(names -> names.plainNames().stream())
        .filter(name -> !columns.contains(name) && expressions.containsKey(name))
        .toList();
  }
}
