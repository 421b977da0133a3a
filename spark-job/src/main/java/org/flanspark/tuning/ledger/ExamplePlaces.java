package org.flanspark.tuning.ledger;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Looks for one example among the rows of the shards: a mixture may draw it several times, in
 * several renderings. Every row is given once.
 */
public final class ExamplePlaces {
  private final String wanted;
  private final SortedMap<ShardRow, List<Integer>> segments = new TreeMap<>();
  private String nearest = "";

  public ExamplePlaces(String exampleId) {
    this.wanted = exampleId;
  }

  /**
   * Looks at a row.
   *
   * @param exampleIds of its examples, one a segment
   */
  public void addRow(ShardRow row, List<String> exampleIds) {
    List<Integer> found =
        IntStream.range(0, exampleIds.size())
            .filter(segment -> exampleIds.get(segment).equals(wanted))
            .boxed()
            .toList();
    if (!found.isEmpty()) {
      segments.put(row, found);
    }
    exampleIds.forEach(this::compare);
  }

  /** The rows that hold the example, in shard order. */
  public List<ShardRow> rows() {
    return List.copyOf(segments.keySet());
  }

  /** The segments of a row that are the example, from 0. */
  public List<Integer> segments(ShardRow row) {
    return segments.getOrDefault(row, List.of());
  }

  /** The id that begins most like the wanted one; empty where there is no row. */
  public String nearest() {
    return nearest;
  }

  /** By the beginning, since ids end in hashes, which people cut short or mistype at the end. */
  private void compare(String id) {
    if (nearest.isEmpty() || sharedBeginning(id) > sharedBeginning(nearest)) {
      nearest = id;
    }
  }

  private int sharedBeginning(String id) {
    int shorter = Math.min(wanted.length(), id.length());
    int shared = 0;
    while (shared < shorter && wanted.charAt(shared) == id.charAt(shared)) {
      shared++;
    }
    return shared;
  }
}
