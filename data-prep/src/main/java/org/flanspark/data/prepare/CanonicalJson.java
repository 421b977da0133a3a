package org.flanspark.data.prepare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.TreeMap;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.SelectedField;
import org.flanspark.data.task.Task;

/** Values as the one JSON text that stands for them: keys sorted, no white space. */
final class CanonicalJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private CanonicalJson() {}

  /** All selected fields of a record. */
  static String of(Task task, TaskRecord record) {
    Map<String, Object> values = new TreeMap<>(record.fields());
    if (task.selects(SelectedField.OPTIONS)) {
      values.put(SelectedField.OPTIONS, record.options());
    }
    if (task.selects(SelectedField.REFERENCES)) {
      values.put(SelectedField.REFERENCES, record.references());
    }
    return of(values);
  }

  static String of(Map<String, Object> values) {
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write JSON: " + e.getMessage(), e);
    }
  }
}
