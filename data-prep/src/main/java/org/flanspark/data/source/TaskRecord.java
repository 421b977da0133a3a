package org.flanspark.data.source;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flanspark.data.task.SelectedField;

/**
 * One accepted record of a task.
 *
 * @param fields the selected texts by name, the answer among them; all but options and references
 * @param options the possible answers; empty for generation
 * @param references the texts that count as right; the answer alone where none are selected
 */
public record TaskRecord(Map<String, String> fields, List<String> options, List<String> references)
    implements Serializable {

  public TaskRecord {
    fields = Map.copyOf(fields);
    options = List.copyOf(options);
    references = List.copyOf(references);
  }

  public String answer() {
    return fields.getOrDefault(SelectedField.ANSWER, "");
  }

  /** What the record belongs to where a metric needs it; empty otherwise. */
  public String group() {
    return fields.getOrDefault(SelectedField.GROUP, "");
  }

  /** Indices of the options that are right. */
  public List<Integer> answers() {
    List<Integer> right = new ArrayList<>();
    for (int i = 0; i < options.size(); i++) {
      if (options.get(i).equals(answer()) || references.contains(options.get(i))) {
        right.add(i);
      }
    }
    return right;
  }
}
