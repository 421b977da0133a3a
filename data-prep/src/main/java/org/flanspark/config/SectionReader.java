package org.flanspark.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One section of the merged tree to its record: unknown keys, types, ranges; all problems are kept.
 */
final class SectionReader {
  private final String section;
  private final Problems problems;

  SectionReader(String section, Problems problems) {
    this.section = section;
    this.problems = problems;
  }

  /** The record, or nothing where a value of it is wrong. */
  <R extends Record> Optional<R> read(Class<R> type, JsonNode node) {
    if (!(node instanceof ObjectNode values)) {
      problems.add("Invalid %s: %s, expected a section of keys".formatted(section, node));
      return Optional.empty();
    }
    refuseUnknownKeys(type, values);
    List<@Nullable Object> arguments = new ArrayList<>();
    int before = problems.found().size();
    for (RecordComponent component : type.getRecordComponents()) {
      arguments.add(value(component, values));
    }
    return problems.found().size() == before
        ? Optional.of(construct(type, arguments))
        : Optional.empty();
  }

  private void refuseUnknownKeys(Class<? extends Record> type, ObjectNode values) {
    List<String> known = keys(type);
    values
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                problems.add(ForeignKeys.unknown(section, name, known));
              }
            });
  }

  static List<String> keys(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(component -> KeyNames.kebabCase(component.getName()))
        .toList();
  }

  private @Nullable Object value(RecordComponent component, ObjectNode values) {
    String key = KeyNames.kebabCase(component.getName());
    Setting setting = component.getAnnotation(Setting.class);
    return new ValueReader(section + "." + key, setting, problems)
        .read(component, values.path(key));
  }

  private static <R extends Record> R construct(Class<R> type, List<@Nullable Object> arguments) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(arguments.toArray());
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("Cannot construct " + type, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot construct " + type, e);
    }
  }
}
