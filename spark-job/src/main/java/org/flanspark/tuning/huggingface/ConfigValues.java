package org.flanspark.tuning.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import org.flanspark.data.shard.DataException;

/**
 * The values of a {@code config.json}, each checked as it is read. A null counts as missing, as in
 * transformers.
 *
 * @param file for messages
 */
record ConfigValues(ObjectNode json, String file) {
  private static final int MAX_LAYERS = 10_000;
  private static final int MAX_WIDTH = 1 << 22;
  private static final int MAX_HEADS = 1 << 14;
  private static final int MAX_TOKENS = 1 << 27;

  boolean has(String key) {
    return json.hasNonNull(key);
  }

  JsonNode value(String key) {
    return json.path(key);
  }

  /** A number of layers. */
  int layers(String key) {
    return size(key, MAX_LAYERS);
  }

  /** A width of activations. */
  int width(String key) {
    return size(key, MAX_WIDTH);
  }

  /** A number of heads. */
  int heads(String key) {
    return size(key, MAX_HEADS);
  }

  /** The width of one head. */
  int headWidth(String key) {
    return size(key, MAX_HEADS);
  }

  /** A number of tokens. */
  int tokens(String key) {
    return size(key, MAX_TOKENS);
  }

  /** A whole number from 1 to {@code max}. */
  int size(String key, int max) {
    JsonNode value = json.path(key);
    boolean valid = value.isInt() && value.asInt() >= 1 && value.asInt() <= max;
    require(valid, key, shown(value), "a whole number from 1 to " + max);
    return value.asInt();
  }

  /** A number above 0. */
  double positive(String key, double whereMissing) {
    JsonNode value = json.path(key);
    if (!has(key)) {
      return whereMissing;
    }
    boolean valid = value.isNumber() && value.asDouble() > 0 && Double.isFinite(value.asDouble());
    require(valid, key, shown(value), "a number above 0");
    return value.asDouble();
  }

  /** A number above 0 that has to be there. */
  double positive(String key) {
    require(has(key), key, "missing", "a number above 0");
    return positive(key, 1);
  }

  /** A number from 1 on that has to be there. */
  double atLeastOne(String key) {
    double value = positive(key);
    require(value >= 1, key, value, "at least 1");
    return value;
  }

  /** The values of an object in this one; none where it is missing. */
  ConfigValues section(String key) {
    JsonNode section = json.path(key);
    require(!has(key) || section.isObject(), key, shown(section), "an object");
    return section instanceof ObjectNode values
        ? new ConfigValues(values, file + ", " + key)
        : new ConfigValues(FolderFiles.newObject(), file);
  }

  boolean isTrue(String key, boolean whereMissing) {
    JsonNode value = json.path(key);
    require(!has(key) || value.isBoolean(), key, shown(value), "true or false");
    return has(key) ? value.asBoolean() : whereMissing;
  }

  /** A setting that has to be as the decoder computes; missing, it is. */
  void require(String key, boolean expected) {
    require(isTrue(key, expected) == expected, key, shown(json.path(key)), expected);
  }

  String text(String key, String whereMissing) {
    return has(key) ? json.path(key).asText() : whereMissing;
  }

  /** A text that has to be one of those that mean what the decoder computes. */
  void requireText(String key, String whereMissing, Collection<String> known) {
    String text = text(key, whereMissing);
    require(known.contains(text), key, HeaderReader.shown(text), whereMissing);
  }

  /**
   * A token's id. Newer versions list several ends of a sequence; the first is the one of training.
   */
  int id(String key, int whereMissing) {
    JsonNode value = json.path(key);
    JsonNode first = value.isArray() ? value.path(0) : value;
    if (first.isMissingNode() || first.isNull()) {
      return whereMissing;
    }
    require(first.isInt() && first.asInt() >= 0, key, shown(value), "a token id");
    return first.asInt();
  }

  void require(boolean condition, String key, Object value, Object expected) {
    if (!condition) {
      throw invalid(key, value, expected);
    }
  }

  DataException invalid(String key, Object value, Object expected) {
    return new DataException(
        "Invalid %s in %s: %s, expected %s".formatted(key, file, value, expected));
  }

  static String shown(JsonNode value) {
    return value.isMissingNode() ? "missing" : HeaderReader.shown(value.toString());
  }
}
