package org.flanspark.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Names of keys and values: Java's camelCase to YAML's kebab-case, and the nearest known one. */
public final class KeyNames {
  private KeyNames() {}

  static String kebabCase(String camelCase) {
    return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  static String kebabCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The known name that takes the fewest edits, if it is near enough to be meant. */
  public static Optional<String> nearest(String name, Collection<String> known) {
    String wanted = name.toLowerCase(Locale.ROOT).replace('_', '-');
    int limit = Math.max(2, wanted.length() / 3);
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return known.stream()
        .min(
            Comparator.comparingInt((String candidate) -> distance.apply(wanted, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .filter(candidate -> distance.apply(wanted, candidate) <= limit);
  }

  /** "Unknown key 'x', did you mean 'y'?", with the guess left out where nothing is near. */
  public static String unknown(String kind, String name, Collection<String> known) {
    return nearest(name, known)
        .map(guess -> "Unknown %s '%s', did you mean '%s'?".formatted(kind, name, guess))
        .orElse(
            "Unknown %s '%s', expected one of %s"
                .formatted(kind, name, String.join(", ", known.stream().sorted().toList())));
  }
}
