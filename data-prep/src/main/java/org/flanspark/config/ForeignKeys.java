package org.flanspark.config;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Answers an unknown key: with ours where another tool's name was used, else with the nearest. */
final class ForeignKeys {
  private ForeignKeys() {}

  static String unknown(String section, String name, List<String> known) {
    return ours(name)
        .map(key -> "Unknown key '%s.%s'; here it is '%s'".formatted(section, name, key))
        .orElseGet(() -> nearest(section, name, known));
  }

  private static String nearest(String section, String name, List<String> known) {
    return KeyNames.nearest(name, known)
        .or(() -> elsewhere(name))
        .map(
            guess ->
                "Unknown key '%s.%s', did you mean '%s'?"
                    .formatted(section, name, guess.contains(".") ? guess : section + "." + guess))
        .orElseGet(
            () ->
                "Unknown key '%s.%s', expected one of %s"
                    .formatted(section, name, String.join(", ", known)));
  }

  /** The dotted key that another tool calls {@code name}. */
  private static Optional<String> ours(String name) {
    for (RecordComponent section : RunConfig.class.getRecordComponents()) {
      for (RecordComponent component : section.getType().getRecordComponents()) {
        Setting setting = component.getAnnotation(Setting.class);
        if (Arrays.asList(setting.elsewhere()).contains(name)) {
          return Optional.of(dotted(section, component));
        }
      }
    }
    return Optional.empty();
  }

  /** The same key in another section, for a key that stands in the wrong one. */
  private static Optional<String> elsewhere(String name) {
    for (RecordComponent section : RunConfig.class.getRecordComponents()) {
      for (RecordComponent component : section.getType().getRecordComponents()) {
        if (KeyNames.kebabCase(component.getName()).equals(name)) {
          return Optional.of(dotted(section, component));
        }
      }
    }
    return Optional.empty();
  }

  private static String dotted(RecordComponent section, RecordComponent component) {
    return KeyNames.kebabCase(section.getName()) + "." + KeyNames.kebabCase(component.getName());
  }
}
