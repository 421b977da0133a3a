package org.flanspark.data.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flanspark.data.quarantine.QuarantineBudget;
import org.flanspark.data.rendered.RenderedFacts;

/**
 * Records that are not used, of all stations together.
 *
 * @param byTask for each task's id, records by reason code
 */
record Rejections(Map<Integer, Map<String, Long>> byTask) {

  /**
   * What reading left out, and what later stations did.
   *
   * @param later for each task's id, records by reason code
   */
  @SafeVarargs
  static Rejections of(List<RenderedFacts> facts, Map<Integer, Map<String, Long>>... later) {
    Map<Integer, Map<String, Long>> byTask = new TreeMap<>();
    for (int id = 0; id < facts.size(); id++) {
      int task = id;
      Map<String, Long> byReason = new TreeMap<>(facts.get(task).rejected());
      for (Map<Integer, Map<String, Long>> station : later) {
        station
            .getOrDefault(task, Map.of())
            .forEach((reason, records) -> byReason.merge(reason, records, Long::sum));
      }
      byTask.put(task, byReason);
    }
    return new Rejections(byTask);
  }

  Map<String, Long> of(int task) {
    return byTask.getOrDefault(task, Map.of());
  }

  /** Every task's, as the budget takes them. */
  List<QuarantineBudget.TaskRecords> forBudget(ChosenTasks chosen, List<RenderedFacts> facts) {
    List<QuarantineBudget.TaskRecords> tasks = new ArrayList<>();
    for (int id = 0; id < chosen.roles().size(); id++) {
      tasks.add(
          new QuarantineBudget.TaskRecords(
              chosen.roles().get(id).task().name(), facts.get(id).read(), of(id)));
    }
    return tasks;
  }
}
