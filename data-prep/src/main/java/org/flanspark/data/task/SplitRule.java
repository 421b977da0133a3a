package org.flanspark.data.task;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which records make up one split: all of a source's split, or those of it whose hash over the
 * group-by fields lies under a fixed threshold, so that a record never changes sides.
 *
 * @param split {@code train}, {@code validation} or {@code test}
 * @param from the source's split
 * @param share of the source's records that is carved out; 1 where the whole split is meant
 * @param atMost records that are used of what was carved out; null = all
 * @param groupBy names of the selected fields that are hashed: equal ones stay together
 */
public record SplitRule(
    String split, String from, double share, @Nullable Integer atMost, List<String> groupBy)
    implements Serializable {

  public SplitRule {
    groupBy = List.copyOf(groupBy);
  }

  /** A source's split as it is, less what other splits carve out of it. */
  static SplitRule whole(String split, String from) {
    return new SplitRule(split, from, 1, null, List.of());
  }

  public boolean isCarved() {
    return share < 1;
  }
}
