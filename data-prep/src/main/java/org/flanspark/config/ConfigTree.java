package org.flanspark.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The YAML of a {@link ConfigSource} as one tree: layers merged, placeholders replaced. */
final class ConfigTree {
  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

  private static final String MIXTURE = "mixture";
  private static final String NAMED = "named";
  private static final String TASKS = "data.tasks";

  private final ConfigSource source;
  private final Problems problems;

  private ConfigTree(ConfigSource source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  static ObjectNode merge(ConfigSource source, Problems problems) {
    return new ConfigTree(source, problems).merge();
  }

  /** A YAML value; the texts of defaults and of the command line are read alike. */
  static JsonNode parse(String yaml) throws JsonProcessingException {
    JsonNode node = YAML.readTree(yaml);
    return node.isMissingNode() ? JsonNodeFactory.instance.nullNode() : node;
  }

  private ObjectNode merge() {
    ObjectNode tree = defaults();
    new TreeMap<>(source.profile()).forEach((key, value) -> put(tree, key, value));
    Optional<ObjectNode> file = file();
    namedMixture(file)
        .flatMap(name -> NamedMixtures.read(name, problems))
        .ifPresent(keys -> layer((ObjectNode) tree.get(MIXTURE), keys));
    file.ifPresent(keys -> layer(tree, keys));
    new TreeMap<>(source.overrides()).forEach((key, value) -> put(tree, key, value));
    ObjectNode merged = (ObjectNode) substitute(tree, "");
    // At once: what is said of values that are wrong besides would repeat the secret.
    PlainSecrets.check(merged);
    return merged;
  }

  /** The mixture that the command line or the file asks for; its keys lie under theirs. */
  private Optional<String> namedMixture(Optional<ObjectNode> file) {
    return Optional.ofNullable(source.overrides().get(MIXTURE + "." + NAMED))
        .flatMap(ConfigTree::tryParse)
        .or(() -> file.map(keys -> keys.path(MIXTURE).path(NAMED)))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue);
  }

  /** Nothing where it is no YAML, which is said where the value is put in its place. */
  private static Optional<JsonNode> tryParse(String yaml) {
    try {
      return Optional.of(parse(yaml));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static ObjectNode defaults() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    for (RecordComponent section : RunConfig.class.getRecordComponents()) {
      ObjectNode keys = tree.putObject(KeyNames.kebabCase(section.getName()));
      for (RecordComponent key : section.getType().getRecordComponents()) {
        try {
          JsonNode value = parse(key.getAnnotation(Setting.class).value());
          keys.set(KeyNames.kebabCase(key.getName()), value);
        } catch (JsonProcessingException e) {
          throw new IllegalStateException("Cannot parse the default of " + key, e);
        }
      }
    }
    return tree;
  }

  private Optional<ObjectNode> file() {
    try {
      JsonNode file = parse(source.yaml());
      if (file instanceof ObjectNode sections) {
        return Optional.of(sections);
      }
      problems.check(
          file.isNull(), "Invalid configuration: " + file + ", expected sections of keys");
    } catch (JsonProcessingException e) {
      problems.add("Cannot parse the configuration: " + fault(e));
    }
    return Optional.empty();
  }

  private static void layer(ObjectNode below, ObjectNode above) {
    for (Map.Entry<String, JsonNode> entry : above.properties()) {
      if (below.get(entry.getKey()) instanceof ObjectNode lower
          && entry.getValue() instanceof ObjectNode upper) {
        layer(lower, upper);
      } else if (!(below.get(entry.getKey()) instanceof ObjectNode && entry.getValue().isNull())) {
        below.set(entry.getKey(), entry.getValue());
      }
    }
  }

  private void put(ObjectNode tree, String key, String yaml) {
    String[] path = key.split("\\.", 2);
    if (path.length < 2) {
      problems.add("Invalid key '%s', expected section.key".formatted(key));
      return;
    }
    JsonNode section = tree.get(path[0]);
    if (section == null) {
      section = tree.putObject(path[0]);
    }
    try {
      if (section instanceof ObjectNode keys) {
        keys.set(path[1], parse(yaml));
      }
    } catch (JsonProcessingException e) {
      problems.add("Cannot parse the value of %s: %s".formatted(key, fault(e)));
    }
  }

  /**
   * Where and what, without the text around it: that may be the secret that has broken the line.
   */
  private static String fault(JsonProcessingException e) {
    String what = e.getOriginalMessage().lines().findFirst().orElse("no valid YAML");
    JsonLocation where = e.getLocation();
    return where == null
        ? what
        : "line %s, column %s: %s".formatted(where.getLineNr(), where.getColumnNr(), what);
  }

  private JsonNode substitute(JsonNode node, String path) {
    if (node instanceof ObjectNode object) {
      Iterator<Map.Entry<String, JsonNode>> entries = object.fields();
      while (entries.hasNext()) {
        Map.Entry<String, JsonNode> entry = entries.next();
        String below = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
        entry.setValue(substitute(entry.getValue(), below));
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, substitute(array.get(i), path));
      }
    } else if (node.isTextual()) {
      return JsonNodeFactory.instance.textNode(substitute(node.textValue(), path));
    }
    return node;
  }

  private String substitute(String text, String path) {
    if (path.equals(TASKS) && InlinedTask.of(text).isPresent()) {
      // A file of its own, whose braces are its templates'.
      return text;
    }
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(replacement(match.group(1), path)));
  }

  private String replacement(String name, String path) {
    if (name.equals("date")) {
      return source.date().toString();
    }
    if (name.startsWith("env:")) {
      String variable = name.substring("env:".length());
      if (PlainSecrets.isNameOfOne(variable)) {
        problems.add(PlainSecrets.refusal(variable, path));
        return "";
      }
      String value = source.environment().get(variable);
      problems.check(
          value != null,
          "Missing environment variable %s, which %s refers to".formatted(variable, path));
      return value == null ? "" : value;
    }
    problems.add(
        "Unknown placeholder '${%s}' in %s, expected ${date} or ${env:NAME}".formatted(name, path));
    return "";
  }
}
