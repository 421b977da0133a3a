package org.flanspark.tuning.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where in training a few rows were seen.
 *
 * @param seen in the order of training
 * @param lastPass the last pass that has begun, from 1
 * @param notYetSeen those of the rows that it has not come to
 */
public record Sightings(List<Sighting> seen, long lastPass, List<ShardRow> notYetSeen) {
  public Sightings {
    seen = List.copyOf(seen);
    notYetSeen = List.copyOf(notYetSeen);
  }

  /**
   * One time that a row was trained on.
   *
   * @param pass over all rows, from 1
   * @param round its number, from 1
   * @param worker its number, from 0
   * @param step the worker's update, from 1
   * @param row that was seen
   */
  public record Sighting(long pass, int round, int worker, long step, ShardRow row) {}

  /**
   * Looks for rows in a ledger of a round at least.
   *
   * @param rowsPerPass the rows of all shards
   * @throws org.flanspark.data.shard.DataException where a batch is not written as {@link
   *     Batch#toString} does
   */
  public static Sightings of(
      List<LedgerEntry> ledger, Collection<ShardRow> rows, long rowsPerPass) {
    List<Sighting> seen = new ArrayList<>();
    for (LedgerEntry entry : ledger) {
      for (SeenRows part : SeenRows.of(entry)) {
        rows.stream()
            .filter(part.rows()::holds)
            .map(row -> sighting(part, row, rowsPerPass))
            .forEach(seen::add);
      }
    }
    long lastPass = (ledger.get(ledger.size() - 1).toRow() - 1) / rowsPerPass + 1;
    Set<ShardRow> seenInLastPass =
        seen.stream()
            .filter(sighting -> sighting.pass() == lastPass)
            .map(Sighting::row)
            .collect(Collectors.toSet());
    return new Sightings(
        seen, lastPass, rows.stream().filter(row -> !seenInLastPass.contains(row)).toList());
  }

  private static Sighting sighting(SeenRows part, ShardRow row, long rowsPerPass) {
    return new Sighting(part.pass(rowsPerPass), part.round(), part.worker(), part.step(), row);
  }
}
