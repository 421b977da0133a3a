package org.flanspark.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Settings back to the tree and the YAML that they were read from. */
final class SettingsTree {
  private static final ObjectMapper YAML =
      YAMLMapper.builder().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).build();

  /** Immutable maps have another order in every process; settings are compared and digested. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private SettingsTree() {}

  static ObjectNode of(Record settings) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      String key = KeyNames.kebabCase(component.getName());
      Object value = read(settings, component);
      if (value instanceof Record section) {
        tree.set(key, of(section));
      } else if (value instanceof Enum<?> constant) {
        tree.put(key, KeyNames.kebabCase(constant));
      } else {
        tree.set(key, JSON.valueToTree(value));
      }
    }
    return tree;
  }

  static String yaml(ObjectNode tree) {
    try {
      return YAML.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write the settings", e);
    }
  }

  private static @Nullable Object read(Record settings, RecordComponent component) {
    try {
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot read " + component, e);
    }
  }
}
