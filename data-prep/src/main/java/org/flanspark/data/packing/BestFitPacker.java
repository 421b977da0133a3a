package org.flanspark.data.packing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.token.TokenIds;

/**
 * Lays examples end to end in rows: the longest first, each into the row where it leaves the least
 * room (best-fit decreasing). The same examples in the same order give the same rows.
 */
public final class BestFitPacker {
  private final int rowLength;

  /**
   * @param rowLength tokens that a row holds
   */
  public BestFitPacker(int rowLength) {
    this.rowLength = rowLength;
  }

  /**
   * The rows; each example is a segment of exactly one.
   *
   * @throws IllegalArgumentException where an example is longer than a row
   */
  public List<PackedRow> pack(List<TokenizedExample> examples) {
    List<TokenizedExample> longestFirst = new ArrayList<>(examples);
    longestFirst.sort(Comparator.comparingInt(TokenizedExample::length).reversed());
    List<List<TokenizedExample>> rows = new ArrayList<>();
    TreeMap<Integer, Deque<Integer>> rowsByRoom = new TreeMap<>();
    for (TokenizedExample example : longestFirst) {
      if (example.length() > rowLength) {
        throw new IllegalArgumentException(
            "Cannot pack example %s: %s tokens, row length is %s"
                .formatted(example.exampleId(), example.length(), rowLength));
      }
      place(example, rows, rowsByRoom);
    }
    return rows.stream().map(BestFitPacker::row).toList();
  }

  private void place(
      TokenizedExample example,
      List<List<TokenizedExample>> rows,
      TreeMap<Integer, Deque<Integer>> rowsByRoom) {
    Map.Entry<Integer, Deque<Integer>> tightest = rowsByRoom.ceilingEntry(example.length());
    int room = rowLength;
    int row = rows.size();
    if (tightest == null) {
      rows.add(new ArrayList<>());
    } else {
      room = tightest.getKey();
      row = tightest.getValue().removeFirst();
      if (tightest.getValue().isEmpty()) {
        rowsByRoom.remove(room);
      }
    }
    rows.get(row).add(example);
    rowsByRoom.computeIfAbsent(room - example.length(), none -> new ArrayDeque<>()).addLast(row);
  }

  private static PackedRow row(List<TokenizedExample> segments) {
    return new PackedRow(
        TokenIds.concat(segments.stream().map(TokenizedExample::inputIds).toArray(TokenIds[]::new)),
        TokenIds.concat(segments.stream().map(TokenizedExample::labels).toArray(TokenIds[]::new)),
        segments.stream().map(TokenizedExample::length).toList(),
        segments.stream().map(TokenizedExample::exampleId).toList(),
        segments.stream().map(TokenizedExample::taskId).toList());
  }
}
