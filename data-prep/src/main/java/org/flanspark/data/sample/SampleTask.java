package org.flanspark.data.sample;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A task of the sample and the sizes of its splits.
 *
 * @param name of its folder and of its task file
 */
record SampleTask(String name, Map<String, Integer> rowsPerSplit, Grammar grammar) {
  /** A grammar that brings forth nothing new for so long is exhausted. */
  private static final int MAX_REPETITIONS = 2000;

  static SampleTask of(String name, int train, int validation, int test, Grammar grammar) {
    Map<String, Integer> rows = new LinkedHashMap<>();
    rows.put("train", train);
    rows.put("validation", validation);
    rows.put("test", test);
    return new SampleTask(name, rows, grammar);
  }

  /** The records of each split; no question occurs twice, in one split or in two. */
  Map<String, List<SampleRow>> rows(long seed) {
    Map<String, List<SampleRow>> splits = new LinkedHashMap<>();
    Set<Map<String, Object>> asked = new HashSet<>();
    rowsPerSplit.forEach((split, count) -> splits.put(split, rows(seed, split, count, asked)));
    return splits;
  }

  private List<SampleRow> rows(long seed, String split, int count, Set<Map<String, Object>> asked) {
    List<SampleRow> rows = new ArrayList<>();
    int repetitions = 0;
    for (int attempt = 0; rows.size() < count; attempt++) {
      SampleRow row = grammar.draw(new Draw(seed, name + "/" + split, attempt, rows.size()));
      if (asked.add(row.question())) {
        rows.add(row);
        repetitions = 0;
      } else if (++repetitions > MAX_REPETITIONS) {
        throw new IllegalStateException(
            "Cannot make %s rows of %s/%s: the grammar has no more than %s"
                .formatted(count, name, split, rows.size()));
      }
    }
    return rows;
  }
}
