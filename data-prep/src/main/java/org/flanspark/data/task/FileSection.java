package org.flanspark.data.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flanspark.config.KeyNames;
import org.flanspark.config.Problems;

/** The keys of one mapping in a task file; every problem is kept, with the path to its key. */
final class FileSection {
  private final String path;
  private final ObjectNode keys;
  private final Problems problems;

  private FileSection(String path, ObjectNode keys, Problems problems) {
    this.path = path;
    this.keys = keys;
    this.problems = problems;
  }

  /** The mapping, or nothing (and a problem) where the node is something else. */
  static Optional<FileSection> of(
      String path, JsonNode node, List<String> known, Problems problems) {
    if (!(node instanceof ObjectNode keys)) {
      problems.add("Invalid %s: %s, expected keys with values".formatted(path, node));
      return Optional.empty();
    }
    keys.fieldNames()
        .forEachRemaining(
            key ->
                problems.check(
                    known.contains(key), path + ": " + KeyNames.unknown("key", key, known)));
    return Optional.of(new FileSection(path, keys, problems));
  }

  boolean has(String key) {
    return keys.hasNonNull(key);
  }

  /** The path of a key, for messages. */
  String at(String key) {
    return path + ": " + key;
  }

  /** A value that must be there; nothing (and a problem) where it is not. */
  Optional<JsonNode> required(String key) {
    problems.check(has(key), "Missing " + key + " in " + path);
    return optional(key);
  }

  Optional<JsonNode> optional(String key) {
    return has(key) ? Optional.of(keys.get(key)) : Optional.empty();
  }

  /** A text that must be there and say something. */
  Optional<String> text(String key) {
    return required(key).flatMap(node -> text(key, node));
  }

  Optional<String> optionalText(String key) {
    return optional(key).flatMap(node -> text(key, node));
  }

  boolean isTrue(String key) {
    Optional<JsonNode> value = optional(key);
    value.ifPresent(
        node ->
            problems.check(
                node.isBoolean(),
                "Invalid %s: %s, expected true or false".formatted(at(key), node)));
    return value.filter(JsonNode::isBoolean).map(JsonNode::booleanValue).orElse(false);
  }

  /** A list of texts; empty where the key is absent. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    optional(key)
        .ifPresent(
            list -> {
              list.forEach(node -> texts.add(node.asText()));
              problems.check(
                  list.isArray() && !list.isEmpty(),
                  "Invalid %s: %s, expected a list".formatted(at(key), list));
            });
    return texts;
  }

  private Optional<String> text(String key, JsonNode node) {
    if (!node.isValueNode() || node.asText().isBlank()) {
      problems.add("Invalid %s: %s, expected a text".formatted(at(key), node));
      return Optional.empty();
    }
    return Optional.of(node.asText());
  }
}
