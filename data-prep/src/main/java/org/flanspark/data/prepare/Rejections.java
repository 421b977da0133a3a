package org.flanspark.data.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flanspark.data.quarantine.QuarantineBudget;

/** Rejected records of all stations together. */
final class Rejections {
  private Rejections() {}

  /** One task's rejected records by reason code. */
  @SafeVarargs
  static Map<String, Long> of(int task, RecordCounts counts, List<ShardFacts>... written) {
    Map<String, Long> byReason = new TreeMap<>(counts.rejected(task));
    for (List<ShardFacts> shards : written) {
      for (ShardFacts shard : shards) {
        TaskTally tally = shard.tasks().getOrDefault(task, new TaskTally());
        tally.rejected().forEach((reason, records) -> byReason.merge(reason, records, Long::sum));
      }
    }
    return byReason;
  }

  /** Every task's, as the budget takes them. */
  @SafeVarargs
  static List<QuarantineBudget.TaskRecords> ofAll(
      ChosenTasks chosen, RecordCounts counts, List<ShardFacts>... written) {
    List<QuarantineBudget.TaskRecords> tasks = new ArrayList<>();
    for (int id = 0; id < chosen.roles().size(); id++) {
      tasks.add(
          new QuarantineBudget.TaskRecords(
              chosen.roles().get(id).task().name(), counts.read(id), of(id, counts, written)));
    }
    return tasks;
  }
}
