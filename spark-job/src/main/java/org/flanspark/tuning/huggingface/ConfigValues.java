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

  boolean isTrue(String key, boolean whereMissing) {
    JsonNode value = json.path(key);
    require(!has(key) || value.isBoolean(), key, shown(value), "true or false");
    return has(key) ? value.asBoolean() : whereMissing;
  }

  /** A setting that has to be as the decoder computes; missing, it is. */
  void require(String key, boolean expected) {
    require(isTrue(key, expected) == expected, key, shown(json.path(key)), expected);
  }

  /** A text that has to be one of those that mean what the decoder computes. */
  void requireText(String key, String whereMissing, Collection<String> known) {
    String text = has(key) ? json.path(key).asText() : whereMissing;
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
      throw new DataException(
          "Invalid %s in %s: %s, expected %s".formatted(key, file, value, expected));
    }
  }

  static String shown(JsonNode value) {
    return value.isMissingNode() ? "missing" : HeaderReader.shown(value.toString());
  }
}
