package org.flanspark.data.prepare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flanspark.config.MixtureConfig;
import org.flanspark.config.RunConfig;
import org.flanspark.data.mixture.Mixture;
import org.flanspark.data.mixture.MixtureSize;
import org.flanspark.data.mixture.Rates;
import org.flanspark.data.mixture.TaskShare;
import org.flanspark.data.rendered.RenderedFacts;
import org.flanspark.data.rendered.Use;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.task.SplitRule;
import org.flanspark.data.task.Task;

/**
 * How many records each task gives to each use.
 *
 * @param shares what the trained tasks give to the mixture
 * @param parts one for each task and use that wants records
 */
record Demand(List<TaskShare> shares, List<Part> parts) {

  /**
   * @param task the task's id
   * @param available records in the use's split that may be used
   * @param kept of them, the first by their order
   * @param drawn over all passes
   */
  record Part(int task, Use use, long available, long kept, long drawn) {
    int fullPasses() {
      return kept == 0 ? 0 : Math.toIntExact(drawn / kept);
    }

    long remainder() {
      return kept == 0 ? 0 : drawn % kept;
    }

    /** How often the first of the kept records are drawn. */
    int passes() {
      return fullPasses() + (remainder() > 0 ? 1 : 0);
    }

    /** After how many records fewer passes begin; none where all are drawn as often. */
    List<Long> cuts() {
      return Stream.of(fullPasses() > 0 ? kept : 0, remainder())
          .filter(rank -> rank > 0 && rank < available)
          .toList();
    }

    /** Records that are drawn at least once. */
    long used() {
      return fullPasses() > 0 ? kept : remainder();
    }

    /**
     * The records that are looked at: those drawn and, of training's, some more that take the
     * places of those that are left out.
     *
     * @param attempt how often fewer proved too few
     */
    long window(int attempt) {
      return use == Use.TRAINING ? Math.min(available, withSlack(used(), attempt)) : used();
    }
  }

  Demand {
    shares = List.copyOf(shares);
    parts = List.copyOf(parts);
  }

  /**
   * What is wanted of a task before anything is known of its size: one pass, and the records that
   * evaluation takes.
   */
  static Wanted first(TaskRole role, RunConfig config) {
    Map<Use, Long> records = new EnumMap<>(Use.class);
    if (role.trained()) {
      Rates rates = rates(config);
      records.put(Use.TRAINING, withSlack(rates.onePass(Long.MAX_VALUE), 0));
      records.put(Use.VALIDATION_LOSS, most(role.task(), Use.VALIDATION_LOSS, limit(config)));
    }
    long cap = Math.min(limit(config), config.evaluation().maxExamplesPerTask());
    records.put(Use.VALIDATION_PROMPTS, most(role.task(), Use.VALIDATION_PROMPTS, cap));
    records.put(Use.TEST_PROMPTS, most(role.task(), Use.TEST_PROMPTS, cap));
    return new Wanted(records, 1);
  }

  /**
   * A little more than are drawn, since some are left out for their quality; twice as many each
   * time that proved too few.
   */
  private static long withSlack(long records, int attempt) {
    long some = records + records / 20 + 64;
    return some < 0 || some > Long.MAX_VALUE >> attempt ? Long.MAX_VALUE : some << attempt;
  }

  /**
   * What the tasks' records and the configuration come to.
   *
   * @param lost training records of each task that may not be used
   * @param meanTokens of each task's examples; needed for a budget in tokens alone
   * @throws DataException where a trained task has no record left, or a held-out one none to test
   */
  static Demand of(
      ChosenTasks chosen,
      List<RenderedFacts> facts,
      Map<Integer, Long> lost,
      Map<String, Double> meanTokens,
      RunConfig config) {
    Sizes sizes = new Sizes(facts, lost);
    refuseEmpty(chosen, facts, sizes);
    List<TaskShare> shares = shares(chosen, sizes, meanTokens, config);
    Map<String, TaskShare> byTask = new HashMap<>();
    shares.forEach(share -> byTask.put(share.task(), share));
    List<Part> parts = new ArrayList<>();
    for (int id = 0; id < chosen.roles().size(); id++) {
      TaskRole role = chosen.roles().get(id);
      TaskShare share = byTask.get(role.task().name());
      if (share != null) {
        parts.add(new Part(id, Use.TRAINING, share.available(), share.kept(), share.drawn()));
        parts.add(held(id, role, Use.VALIDATION_LOSS, sizes, limit(config)));
      }
      long cap = Math.min(limit(config), config.evaluation().maxExamplesPerTask());
      parts.add(held(id, role, Use.VALIDATION_PROMPTS, sizes, cap));
      parts.add(held(id, role, Use.TEST_PROMPTS, sizes, cap));
    }
    return new Demand(shares, parts);
  }

  /** The parts that are trained on, one for each task of the mixture. */
  Stream<Part> training() {
    return parts.stream().filter(part -> part.use() == Use.TRAINING);
  }

  /** What has to be rendered of a task to meet it. */
  Wanted wanted(int task, int attempt) {
    Map<Use, Long> records = new EnumMap<>(Use.class);
    int passes = 1;
    for (Part part : parts) {
      if (part.task() == task && part.drawn() > 0) {
        records.put(part.use(), part.window(attempt));
        passes = part.use() == Use.TRAINING ? part.passes() : passes;
      }
    }
    return new Wanted(records, passes);
  }

  private record Sizes(List<RenderedFacts> facts, Map<Integer, Long> lost) {
    long of(int task, String split) {
      long unusable = split.equals(PreparedFolder.TRAIN) ? lost.getOrDefault(task, 0L) : 0;
      return Math.max(0, facts.get(task).accepted(split) - unusable);
    }
  }

  private static List<TaskShare> shares(
      ChosenTasks chosen, Sizes sizes, Map<String, Double> meanTokens, RunConfig config) {
    List<Rates.Source> sources = new ArrayList<>();
    for (int id = 0; id < chosen.roles().size(); id++) {
      TaskRole role = chosen.roles().get(id);
      if (role.trained()) {
        Task task = role.task();
        sources.add(
            new Rates.Source(task.name(), task.cluster(), sizes.of(id, PreparedFolder.TRAIN)));
      }
    }
    Integer examples = config.mixture().examples();
    MixtureSize size =
        new MixtureSize(
            examples == null ? null : Long.valueOf(examples), config.mixture().tokens());
    return new Mixture(rates(config), size).plan(sources, meanTokens);
  }

  static Rates rates(RunConfig config) {
    MixtureConfig mixture = config.mixture();
    return new Rates(
        Math.min(mixture.capPerTask(), limit(config)),
        mixture.maxRate(),
        mixture.temperature(),
        mixture.weights());
  }

  private static Part held(int id, TaskRole role, Use use, Sizes sizes, long cap) {
    long available = sizes.of(id, use.split());
    long kept = Math.min(available, most(role.task(), use, cap));
    return new Part(id, use, available, kept, kept);
  }

  private static long most(Task task, Use use, long cap) {
    Integer atMost = task.split(use.split()).map(SplitRule::atMost).orElse(null);
    return atMost == null ? cap : Math.min(cap, atMost);
  }

  private static long limit(RunConfig config) {
    Integer limit = config.data().limit();
    return limit == null ? Long.MAX_VALUE : limit;
  }

  private static void refuseEmpty(ChosenTasks chosen, List<RenderedFacts> facts, Sizes sizes) {
    List<String> empty = new ArrayList<>();
    for (int id = 0; id < chosen.roles().size(); id++) {
      TaskRole role = chosen.roles().get(id);
      String split = role.trained() ? PreparedFolder.TRAIN : PreparedFolder.TEST;
      if (sizes.of(id, split) == 0) {
        empty.add(
            "Cannot prepare task %s: no %s record is left of %s that were read"
                .formatted(role.task().name(), split, facts.get(id).read()));
      }
    }
    if (!empty.isEmpty()) {
      throw new DataException(String.join("\n", empty));
    }
  }
}
