package org.flanspark.tuning.tracking.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A run's settings as MLflow's params: {@code training.learning-rate} and its value. */
final class SettingParameters {
  /** What one request may hold. */
  private static final int MAX_IN_BATCH = 100;

  /** What every version of the server takes. */
  private static final int MAX_VALUE_LENGTH = 250;

  private SettingParameters() {}

  /** Lists for one request each; what is null is left out. */
  static List<ArrayNode> batches(ObjectNode settings) {
    List<ArrayNode> batches = new ArrayList<>();
    for (Map.Entry<String, JsonNode> section : settings.properties()) {
      for (Map.Entry<String, JsonNode> key : section.getValue().properties()) {
        if (!key.getValue().isNull()) {
          room(batches, settings)
              .addObject()
              .put("key", section.getKey() + "." + key.getKey())
              .put("value", value(key.getValue()));
        }
      }
    }
    return batches;
  }

  private static ArrayNode room(List<ArrayNode> batches, ObjectNode settings) {
    if (batches.isEmpty() || batches.get(batches.size() - 1).size() == MAX_IN_BATCH) {
      batches.add(settings.arrayNode());
    }
    return batches.get(batches.size() - 1);
  }

  private static String value(JsonNode value) {
    String text = value.isValueNode() ? value.asText() : value.toString();
    return text.substring(0, Math.min(text.length(), MAX_VALUE_LENGTH));
  }
}
