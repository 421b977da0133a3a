package org.flanspark.kubernetes.mock;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which objects a request is about: a selector of labels, and one of {@code metadata.name}. */
record Selector(Predicate<JsonNode> matches) {
  /** A comma between requirements, and none of those in a set's parentheses. */
  private static final Pattern SEPARATOR = Pattern.compile(",(?![^(]*\\))");

  private static final Pattern SET =
      Pattern.compile("(?<key>\\S+) (?<not>not)?in \\((?<values>.*)\\)");
  private static final Pattern EQUAL = Pattern.compile("(?<key>[^=!]+)(?<not>!)?==?(?<values>.*)");
  private static final Pattern EXISTS = Pattern.compile("(?<not>!)?(?<key>[^=! ]+)");

  /**
   * Reads both, each empty for all objects.
   *
   * @throws IllegalArgumentException for what the grammar or this server does not know
   */
  static Selector of(String labels, String fields) {
    Predicate<JsonNode> all = object -> true;
    for (String requirement : requirements(labels)) {
      all = all.and(ofLabels(requirement));
    }
    for (String requirement : requirements(fields)) {
      all = all.and(ofFields(requirement));
    }
    return new Selector(all);
  }

  private static List<String> requirements(String selector) {
    return selector.isEmpty() ? List.of() : Arrays.asList(SEPARATOR.split(selector));
  }

  private static Predicate<JsonNode> ofLabels(String requirement) {
    for (Pattern form : List.of(SET, EQUAL)) {
      Matcher read = form.matcher(requirement);
      if (read.matches()) {
        Set<String> values = Set.of(read.group("values").split(","));
        boolean wanted = read.group("not") == null;
        return object -> values.contains(label(object, read.group("key")).asText()) == wanted;
      }
    }
    Matcher read = EXISTS.matcher(requirement);
    if (read.matches()) {
      boolean wanted = read.group("not") == null;
      return object -> label(object, read.group("key")).isTextual() == wanted;
    }
    throw new IllegalArgumentException("Unknown label selector " + requirement);
  }

  private static Predicate<JsonNode> ofFields(String requirement) {
    if (!requirement.startsWith("metadata.name=")) {
      throw new IllegalArgumentException("Unknown field selector " + requirement);
    }
    String name = requirement.substring(requirement.lastIndexOf('=') + 1);
    return object -> object.at("/metadata/name").asText().equals(name);
  }

  private static JsonNode label(JsonNode object, String key) {
    return object.path("metadata").path("labels").path(key);
  }
}
