package org.flanspark.tuning.metric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs of tokens, counted. */
final class NGrams {
  private NGrams() {}

  /** How often each run of so many tokens occurs. */
  static Map<List<String>, Integer> count(List<String> tokens, int length) {
    Map<List<String>, Integer> counts = new HashMap<>();
    for (int i = 0; i + length <= tokens.size(); i++) {
      counts.merge(List.copyOf(tokens.subList(i, i + length)), 1, Integer::sum);
    }
    return counts;
  }

  /** How many of the first are also in the second, each as often as it is in both. */
  static <T> int shared(Map<T, Integer> first, Map<T, Integer> second) {
    return first.entrySet().stream()
        .mapToInt(entry -> Math.min(entry.getValue(), second.getOrDefault(entry.getKey(), 0)))
        .sum();
  }
}
