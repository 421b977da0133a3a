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
 * @param maxShare of a task's records ({@code quality.max-quarantined-share}): those at fault, but
 *     for the reasons that have a share of their own
 * @param byReason shares of a task's records by reason code ({@code quality.budgets})
 */
public record QuarantineBudget(double maxShare, Map<String, Double> byReason) {
  public QuarantineBudget {
    byReason = Map.copyOf(byReason);
  }

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

    private long of(String reason) {
      return rejected.getOrDefault(reason, 0L);
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
      lines.addAll(faults(task));
      lines.addAll(overspent(task));
    }
    if (!lines.isEmpty()) {
      throw new DataException(
          "Cannot prepare: more records of these tasks were rejected than quality.max-quarantined-share (%s) and quality.budgets allow; they are in %s\n%s"
              .formatted(percent(maxShare), table, String.join("\n", lines)));
    }
  }

  private List<String> faults(TaskRecords task) {
    Map<String, Long> faults = new TreeMap<>(task.rejected());
    faults
        .keySet()
        .removeIf(reason -> byReason.containsKey(reason) || !Reason.ofCode(reason).isFault());
    long lost = faults.values().stream().mapToLong(Long::longValue).sum();
    String reasons =
        faults.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    return lost > maxShare * task.records() ? List.of(line(task, lost, reasons)) : List.of();
  }

  private List<String> overspent(TaskRecords task) {
    return new TreeMap<>(byReason)
        .entrySet().stream()
            .filter(budget -> task.of(budget.getKey()) > budget.getValue() * task.records())
            .map(
                budget ->
                    line(
                        task,
                        task.of(budget.getKey()),
                        "%s, whose budget is %s"
                            .formatted(budget.getKey(), percent(budget.getValue()))))
            .toList();
  }

  private static String line(TaskRecords task, long lost, String reasons) {
    return "- %s: %s of %s (%s): %s"
        .formatted(
            task.task(), lost, task.records(), percent((double) lost / task.records()), reasons);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
