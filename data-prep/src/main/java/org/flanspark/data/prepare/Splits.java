package org.flanspark.data.prepare;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.flanspark.data.shard.StableHash;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.SelectedField;
import org.flanspark.data.task.SplitRule;
import org.flanspark.data.task.Task;

/**
 * Which split a record belongs to. Carved splits take intervals of [0, 1) that do not overlap, and
 * a record lies where the hash of its group-by fields does: fixed by the record alone, neither by
 * seed nor by its neighbours.
 */
final class Splits {
  private Splits() {}

  /** The record's split; nothing where no split uses it. */
  static Optional<String> of(Task task, String sourceSplit, TaskRecord record) {
    double below = 0;
    for (SplitRule rule : task.splits()) {
      if (rule.isCarved() && rule.from().equals(sourceSplit)) {
        double place = StableHash.share("carve", task.dataSet(), sourceSplit, key(rule, record));
        if (place >= below && place < below + rule.share()) {
          return Optional.of(rule.split());
        }
        below += rule.share();
      }
    }
    return task.splits().stream()
        .filter(rule -> !rule.isCarved() && rule.from().equals(sourceSplit))
        .map(SplitRule::split)
        .findFirst();
  }

  private static String key(SplitRule rule, TaskRecord record) {
    Map<String, Object> values = new TreeMap<>();
    for (String field : rule.groupBy()) {
      values.put(field, value(field, record));
    }
    return CanonicalJson.of(values);
  }

  private static Object value(String field, TaskRecord record) {
    return switch (field) {
      case SelectedField.OPTIONS -> record.options();
      case SelectedField.REFERENCES -> record.references();
      default -> record.fields().getOrDefault(field, "");
    };
  }
}
