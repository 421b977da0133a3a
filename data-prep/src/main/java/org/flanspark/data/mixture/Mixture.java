package org.flanspark.data.mixture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Examples-proportional mixing with a maximum (arXiv 2109.01652, section 2.1; Raffel et al. 2020,
 * section 3.5.2): with e = min(N, cap) examples kept, a task's rate is r = min(e, K) and its share
 * r / sum of all rates.
 *
 * <pre>
 * N        1,000  3,000  30,000    K = 3,000
 * share      1/7    3/7     3/7
 * </pre>
 */
public final class Mixture {
  private final long cap;
  private final long maxRate;

  /**
   * @param cap training examples kept of a task
   * @param maxRate the rate that more examples do not raise
   */
  public Mixture(long cap, long maxRate) {
    this.cap = cap;
    this.maxRate = maxRate;
  }

  /**
   * The mixture, by task name.
   *
   * @param available training examples of each task; a task without any gets nothing
   * @param budget examples drawn in all; without it, as many as the rates: one pass
   */
  public List<TaskShare> plan(Map<String, Long> available, OptionalLong budget) {
    TreeMap<String, Long> sorted = new TreeMap<>(available);
    double sum = sorted.values().stream().mapToDouble(this::rate).sum();
    if (sum == 0) {
      throw new IllegalArgumentException("Cannot mix: no task has an example");
    }
    List<TaskShare> shares = new ArrayList<>();
    sorted.forEach(
        (task, examples) -> {
          double rate = rate(examples);
          double requested = rate / sum;
          long drawn =
              budget.isPresent() ? (long) Math.floor(requested * budget.getAsLong()) : (long) rate;
          shares.add(
              new TaskShare(task, examples, Math.min(examples, cap), rate, requested, drawn));
        });
    budget.ifPresent(all -> distributeRest(shares, all));
    return List.copyOf(shares);
  }

  private double rate(long examples) {
    return Math.min(Math.min(examples, cap), maxRate);
  }

  /** Rounded down, shares leave a rest: it goes to the largest fractions, by name among equals. */
  private static void distributeRest(List<TaskShare> shares, long budget) {
    long rest = budget - shares.stream().mapToLong(TaskShare::drawn).sum();
    List<TaskShare> byFraction = new ArrayList<>(shares);
    byFraction.removeIf(share -> share.kept() == 0);
    byFraction.sort(
        Comparator.comparingDouble((TaskShare share) -> share.drawn() - share.requested() * budget)
            .thenComparing(TaskShare::task));
    for (int i = 0; i < rest; i++) {
      TaskShare share = byFraction.get(i % byFraction.size());
      shares.replaceAll(
          old ->
              old.task().equals(share.task())
                  ? new TaskShare(
                      old.task(),
                      old.available(),
                      old.kept(),
                      old.rate(),
                      old.requested(),
                      old.drawn() + 1)
                  : old);
    }
  }
}
