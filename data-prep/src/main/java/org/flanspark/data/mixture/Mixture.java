package org.flanspark.data.mixture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many examples each task gives: its share of the whole, by its {@link Rates}.
 *
 * <pre>
 * N        1,000  3,000  30,000    K = 3,000
 * share      1/7    3/7     3/7
 * drawn    1,000  3,000   3,000    of one pass
 * </pre>
 */
public final class Mixture {
  private final Rates rates;
  private final MixtureSize size;

  public Mixture(Rates rates, MixtureSize size) {
    this.rates = rates;
    this.size = size;
  }

  /**
   * The mixture, by task name.
   *
   * @param sources a task without any example gets nothing
   * @param meanTokens of a task's examples; needed for a budget in tokens alone
   */
  public List<TaskShare> plan(List<Rates.Source> sources, Map<String, Double> meanTokens) {
    Map<String, Double> byTask = rates.of(sources);
    double sum = byTask.values().stream().mapToDouble(Double::doubleValue).sum();
    if (sum == 0) {
      throw new IllegalArgumentException("Cannot mix: no task has an example");
    }
    Map<String, Double> shares = new TreeMap<>();
    byTask.forEach((task, rate) -> shares.put(task, rate / sum));
    long onePass = sources.stream().mapToLong(source -> rates.onePass(source.available())).sum();
    return distribute(sources, byTask, shares, size.examples(onePass, shares, meanTokens));
  }

  private List<TaskShare> distribute(
      List<Rates.Source> sources,
      Map<String, Double> byTask,
      Map<String, Double> shares,
      long examples) {
    Map<String, Long> drawn = drawn(shares, examples);
    return sources.stream()
        .sorted(Comparator.comparing(Rates.Source::task))
        .map(
            source ->
                new TaskShare(
                    source.task(),
                    source.available(),
                    rates.kept(source.available()),
                    byTask.getOrDefault(source.task(), 0.0),
                    shares.getOrDefault(source.task(), 0.0),
                    drawn.getOrDefault(source.task(), 0L)))
        .toList();
  }

  /** Rounded down, shares leave a rest: it goes to the largest fractions, by name among equals. */
  private static Map<String, Long> drawn(Map<String, Double> shares, long examples) {
    record Part(String task, long whole, double fraction) {}
    List<Part> parts = new ArrayList<>();
    shares.forEach(
        (task, share) -> {
          // The little more keeps a share of 3/7 of 7,000 from becoming 2,999.
          long whole = (long) Math.floor(share * examples * (1 + 1e-12));
          parts.add(new Part(task, whole, share * examples - whole));
        });
    Map<String, Long> drawn = new TreeMap<>();
    parts.forEach(part -> drawn.put(part.task(), part.whole()));
    long rest = examples - parts.stream().mapToLong(Part::whole).sum();
    List<Part> byFraction =
        parts.stream()
            .filter(part -> part.whole() + part.fraction() > 0)
            .sorted(Comparator.comparingDouble(Part::fraction).reversed().thenComparing(Part::task))
            .toList();
    for (int i = 0; i < rest; i++) {
      drawn.merge(byFraction.get(i % byFraction.size()).task(), 1L, Long::sum);
    }
    return drawn;
  }
}
