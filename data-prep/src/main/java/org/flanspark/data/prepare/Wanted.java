package org.flanspark.data.prepare;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import org.flanspark.data.rendered.RenderedFacts;
import org.flanspark.data.rendered.Use;

/**
 * How much of a task is to be rendered.
 *
 * @param records by use: the first so many by their order
 * @param passes how often each training record is
 */
record Wanted(Map<Use, Long> records, int passes) implements Serializable {
  Wanted {
    records = Map.copyOf(records);
  }

  /** As much as was rendered once. */
  static Wanted renderedIn(RenderedFacts facts) {
    Map<Use, Long> records = new EnumMap<>(Use.class);
    for (Use use : Use.values()) {
      if (facts.rendered(use) > 0) {
        records.put(use, facts.rendered(use));
      }
    }
    return new Wanted(records, facts.passes());
  }

  long of(Use use) {
    return records.getOrDefault(use, 0L);
  }

  /** Whether what was rendered is enough. */
  boolean isMetBy(RenderedFacts facts) {
    boolean passesEnough = of(Use.TRAINING) == 0 || passes <= facts.passes();
    return passesEnough
        && records.entrySet().stream()
            .allMatch(
                wanted ->
                    wanted.getValue() == 0
                        || facts.covers(wanted.getKey())
                            && (facts.isExhausted(wanted.getKey())
                                || facts.rendered(wanted.getKey()) >= wanted.getValue()));
  }

  /** The larger of both for every use. */
  Wanted or(Wanted other) {
    Map<Use, Long> larger = new EnumMap<>(Use.class);
    larger.putAll(records);
    other.records.forEach((use, number) -> larger.merge(use, number, Math::max));
    return new Wanted(larger, Math.max(passes, other.passes));
  }

  /**
   * The part of one bucket of several. Hashing spreads records evenly but not equally, so each
   * takes some more than its part, and the first so many of all buckets are there.
   */
  Wanted part(int buckets) {
    Map<Use, Long> parts = new EnumMap<>(Use.class);
    records.forEach((use, number) -> parts.put(use, buckets == 1 ? number : part(number, buckets)));
    return new Wanted(parts, passes);
  }

  private static long part(long number, int buckets) {
    double mean = (double) number / buckets;
    return number == 0 ? 0 : (long) Math.ceil(mean + 5 * Math.sqrt(mean)) + 8;
  }
}
