package org.flanspark.data.prepare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.flanspark.config.RunConfig;
import org.flanspark.data.mixture.Mixture;
import org.flanspark.data.mixture.TaskShare;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.task.SplitRule;

/**
 * How many records each task gives to each use.
 *
 * @param shares what the trained tasks give to the mixture
 * @param wanted one for each task and use that wants records
 */
record Demand(List<TaskShare> shares, List<Wanted> wanted) {

  /**
   * @param task the task's id
   * @param available accepted records in the use's split
   * @param kept of them, the first by hash
   * @param drawn over all passes
   */
  record Wanted(int task, Use use, long available, long kept, long drawn) {
    int fullPasses() {
      return kept == 0 ? 0 : Math.toIntExact(drawn / kept);
    }

    long remainder() {
      return kept == 0 ? 0 : drawn % kept;
    }
  }

  Demand {
    shares = List.copyOf(shares);
    wanted = List.copyOf(wanted);
  }

  /**
   * What the counted records and the configuration come to.
   *
   * @throws DataException where a trained task has no record left, or a held-out one none to test
   */
  static Demand of(ChosenTasks chosen, RecordCounts counts, RunConfig config) {
    refuseEmpty(chosen, counts);
    List<TaskShare> shares = shares(chosen, counts, config);
    Map<String, TaskShare> byTask = new HashMap<>();
    shares.forEach(share -> byTask.put(share.task(), share));
    List<Wanted> wanted = new ArrayList<>();
    for (int id = 0; id < chosen.roles().size(); id++) {
      TaskRole role = chosen.roles().get(id);
      TaskShare share = byTask.get(role.task().name());
      if (share != null) {
        wanted.add(new Wanted(id, Use.TRAINING, share.available(), share.kept(), share.drawn()));
        wanted.add(held(id, role, Use.VALIDATION_LOSS, counts, limit(config)));
      }
      long cap = Math.min(limit(config), config.evaluation().maxExamplesPerTask());
      wanted.add(held(id, role, Use.VALIDATION_PROMPTS, counts, cap));
      wanted.add(held(id, role, Use.TEST_PROMPTS, counts, cap));
    }
    return new Demand(shares, wanted);
  }

  private static List<TaskShare> shares(ChosenTasks chosen, RecordCounts counts, RunConfig config) {
    Map<String, Long> available = new TreeMap<>();
    for (int id = 0; id < chosen.roles().size(); id++) {
      if (chosen.roles().get(id).trained()) {
        available.put(
            chosen.roles().get(id).task().name(), counts.accepted(id, PreparedFolder.TRAIN));
      }
    }
    Integer budget = config.mixture().examples();
    return new Mixture(
            Math.min(config.mixture().capPerTask(), limit(config)), config.mixture().maxRate())
        .plan(available, budget == null ? OptionalLong.empty() : OptionalLong.of(budget));
  }

  private static Wanted held(int id, TaskRole role, Use use, RecordCounts counts, long cap) {
    Integer atMost = role.task().split(use.split()).map(SplitRule::atMost).orElse(null);
    long available = counts.accepted(id, use.split());
    long kept = Math.min(available, atMost == null ? cap : Math.min(cap, atMost));
    return new Wanted(id, use, available, kept, kept);
  }

  private static long limit(RunConfig config) {
    Integer limit = config.data().limit();
    return limit == null ? Long.MAX_VALUE : limit;
  }

  private static void refuseEmpty(ChosenTasks chosen, RecordCounts counts) {
    List<String> empty = new ArrayList<>();
    for (int id = 0; id < chosen.roles().size(); id++) {
      TaskRole role = chosen.roles().get(id);
      String split = role.trained() ? PreparedFolder.TRAIN : PreparedFolder.TEST;
      if (counts.accepted(id, split) == 0) {
        empty.add(
            "Cannot prepare task %s: no %s record is left of %s that were read"
                .formatted(role.task().name(), split, counts.read(id)));
      }
    }
    if (!empty.isEmpty()) {
      throw new DataException(String.join("\n", empty));
    }
  }
}
