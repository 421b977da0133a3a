package org.flanspark.data.mixture;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Examples-proportional rates with a maximum (arXiv 2109.01652, section 2.1; Raffel et al. 2020,
 * section 3.5.2): with e = min(N, cap) examples kept, a task's rate is min(e, K) to the power
 * 1/temperature, unless it has a weight of its own.
 *
 * <pre>
 * N        1,000  3,000  30,000    K = 3,000, temperature 1
 * rate     1,000  3,000   3,000
 * </pre>
 *
 * @param cap training examples kept of a task
 * @param maxRate the rate that more examples do not raise
 * @param temperature above 1 shares are more alike; 1 = in proportion
 * @param weights by task or cluster; a cluster's is divided among its tasks by their rates
 */
public record Rates(long cap, long maxRate, double temperature, Map<String, Double> weights) {
  public Rates {
    weights = Map.copyOf(weights);
  }

  /**
   * A task that may be drawn from.
   *
   * @param available training examples
   */
  public record Source(String task, String cluster, long available) {}

  /** Examples of a task that the cap leaves. */
  public long kept(long available) {
    return Math.min(available, cap);
  }

  /** Examples that one pass draws of a task where nothing else is asked for. */
  public long onePass(long available) {
    return Math.min(kept(available), maxRate);
  }

  /** The rates by task; 0 for a task without examples. */
  public Map<String, Double> of(List<Source> sources) {
    Map<String, Double> rates = new TreeMap<>();
    for (Source source : sources) {
      rates.put(source.task(), Math.pow(onePass(source.available()), 1 / temperature));
    }
    Map<String, Double> weighted = new HashMap<>();
    sources.stream()
        .collect(Collectors.groupingBy(Source::cluster))
        .forEach((cluster, members) -> weighted.putAll(clusterWeights(cluster, members, rates)));
    for (Source source : sources) {
      Double own = weights.get(source.task());
      if (own != null && source.available() > 0) {
        weighted.put(source.task(), own);
      }
    }
    rates.putAll(weighted);
    return rates;
  }

  /** The weight of a cluster goes to those of its tasks that have none of their own. */
  private Map<String, Double> clusterWeights(
      String cluster, List<Source> members, Map<String, Double> rates) {
    Double weight = weights.get(cluster);
    List<String> sharing =
        members.stream().map(Source::task).filter(task -> !weights.containsKey(task)).toList();
    double sum = sharing.stream().mapToDouble(task -> rates.getOrDefault(task, 0.0)).sum();
    return weight == null || sum == 0
        ? Map.of()
        : sharing.stream()
            .collect(
                Collectors.toMap(
                    task -> task, task -> weight * rates.getOrDefault(task, 0.0) / sum));
  }
}
