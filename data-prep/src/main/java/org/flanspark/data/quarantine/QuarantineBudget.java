package org.flanspark.data.quarantine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.flanspark.data.shard.DataException;

/**
 * How many rejected records a job bears.
 *
 * @param maxShare of a task's records ({@code quality.max-quarantined-share})
 */
public record QuarantineBudget(double maxShare) {

  /**
   * The records of one task.
   *
   * @param records all, rejected or not
   * @param rejected by reason code
   */
  public record TaskRecords(String task, long records, Map<String, Long> rejected) {
    public TaskRecords {
      rejected = Map.copyOf(rejected);
    }

    long allRejected() {
      return rejected.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * Refuses data of which too much was lost.
   *
   * @param table where the rejected records lie, for the message
   * @throws DataException that lists the tasks, their shares and the reasons
   */
  public void check(Collection<TaskRecords> tasks, String table) {
    List<String> lines = new ArrayList<>();
    for (TaskRecords task : tasks) {
      if (task.allRejected() > maxShare * task.records()) {
        lines.add("- " + line(task));
      }
    }
    if (!lines.isEmpty()) {
      throw new DataException(
          "Cannot prepare: more than quality.max-quarantined-share (%s) of these tasks' records was rejected; they are in %s\n%s"
              .formatted(percent(maxShare), table, String.join("\n", lines)));
    }
  }

  private static String line(TaskRecords task) {
    String reasons =
        new TreeMap<>(task.rejected())
            .entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    double share = (double) task.allRejected() / task.records();
    return "%s: %s of %s (%s): %s"
        .formatted(task.task(), task.allRejected(), task.records(), percent(share), reasons);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
