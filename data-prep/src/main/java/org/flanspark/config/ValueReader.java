package org.flanspark.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One value of the tree to the Java type of its record component. */
final class ValueReader {
  private final String key;
  private final Setting setting;
  private final Problems problems;

  ValueReader(String key, Setting setting, Problems problems) {
    this.key = key;
    this.setting = setting;
    this.problems = problems;
  }

  /** The value; null where it is null by right, or where a problem was added. */
  @Nullable Object read(RecordComponent component, JsonNode node) {
    Class<?> type = component.getType();
    if (node.isNull()) {
      boolean optional = setting.value().equals("null");
      return optional ? null : refuse(node, "a value");
    }
    if (node.isTextual() && Arrays.asList(setting.reserved()).contains(node.textValue())) {
      problems.add(
          "Cannot use %s: %s: this version does not have it yet".formatted(key, node.textValue()));
      return null;
    }
    if (type == int.class || type == Integer.class) {
      return node.canConvertToInt() && node.canConvertToExactIntegral()
          ? ranged(node, node.intValue())
          : refuse(node, "a whole number");
    }
    if (type == long.class || type == Long.class) {
      return node.canConvertToLong() && node.canConvertToExactIntegral()
          ? ranged(node, node.longValue())
          : refuse(node, "a whole number");
    }
    if (type == double.class || type == Double.class) {
      return node.isNumber() ? ranged(node, node.doubleValue()) : refuse(node, "a number");
    }
    if (type == boolean.class) {
      return node.isBoolean() ? node.booleanValue() : refuse(node, "true or false");
    }
    if (type == List.class) {
      return component.getGenericType().getTypeName().contains("Integer")
          ? wholeNumbers(node)
          : texts(node);
    }
    if (type == Map.class) {
      return component.getGenericType().getTypeName().contains("JsonNode")
          ? trees(node)
          : numbers(node);
    }
    if (type.isEnum()) {
      return constant(type, node);
    }
    if (type == String.class) {
      return node.isValueNode() ? node.asText() : refuse(node, "a text");
    }
    throw new IllegalStateException("Cannot read a " + type + " for " + key);
  }

  private @Nullable Number ranged(JsonNode node, Number number) {
    double value = number.doubleValue();
    if (value <= setting.above()) {
      refuse(node, "more than " + plain(setting.above()));
      return null;
    }
    if (value >= setting.below() && Double.isFinite(value)) {
      refuse(node, "less than " + plain(setting.below()));
      return null;
    }
    if (value < setting.min()) {
      refuse(node, "at least " + plain(setting.min()));
      return null;
    }
    if (value > setting.max() || !Double.isFinite(value)) {
      refuse(node, "at most " + plain(setting.max()));
      return null;
    }
    return number;
  }

  private @Nullable List<String> texts(JsonNode node) {
    List<String> values = new ArrayList<>();
    if (node.isTextual()) {
      return List.of(node.textValue());
    }
    for (JsonNode element : node) {
      values.add(element.asText());
    }
    if (!node.isArray() || values.size() != node.size()) {
      refuse(node, "a list");
      return null;
    }
    return List.copyOf(values);
  }

  private @Nullable List<Integer> wholeNumbers(JsonNode node) {
    List<Integer> values = new ArrayList<>();
    for (JsonNode element : node.isArray() ? node : List.of(node)) {
      if (!element.canConvertToInt() || !element.canConvertToExactIntegral()) {
        refuse(node, "a whole number, or a list of them");
        return null;
      }
      if (ranged(element, element.intValue()) == null) {
        return null;
      }
      values.add(element.intValue());
    }
    return values.isEmpty() ? refuseList(node) : List.copyOf(values);
  }

  private @Nullable List<Integer> refuseList(JsonNode node) {
    refuse(node, "a whole number, or a list of them");
    return null;
  }

  private @Nullable Map<String, JsonNode> trees(JsonNode node) {
    if (!node.isObject()) {
      refuse(node, "names with values");
      return null;
    }
    Map<String, JsonNode> values = new TreeMap<>();
    node.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
    return Map.copyOf(values);
  }

  private @Nullable Map<String, Double> numbers(JsonNode node) {
    Map<String, Double> values = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!entry.getValue().isNumber() || entry.getValue().doubleValue() < 0) {
        refuse(node, "names with numbers that are not negative");
        return null;
      }
      values.put(entry.getKey(), entry.getValue().doubleValue());
    }
    if (!node.isObject()) {
      refuse(node, "names with numbers");
      return null;
    }
    return Map.copyOf(values);
  }

  private @Nullable Object constant(Class<?> type, JsonNode node) {
    List<?> constants = Arrays.asList(type.getEnumConstants());
    for (Object constant : constants) {
      if (KeyNames.kebabCase((Enum<?>) constant).equals(node.asText())) {
        return constant;
      }
    }
    return refuse(
        node,
        constants.stream()
            .map(constant -> KeyNames.kebabCase((Enum<?>) constant))
            .collect(Collectors.joining(" or ")));
  }

  private @Nullable Object refuse(JsonNode node, String expected) {
    String given = node.isValueNode() ? node.asText() : node.toString();
    problems.add("Invalid %s: %s, expected %s".formatted(key, given, expected));
    return null;
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
