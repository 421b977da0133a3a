package org.flanspark.data.prepare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.flanspark.data.shard.Manifest;
import org.jspecify.annotations.Nullable;

/** Counts lengths as they come; tallies of several shards add up. */
final class LengthTally implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Lengths below 2^4 share the first bucket. */
  private static final int FIRST_BITS = 4;

  private long count;
  private long sum;
  private int min = Integer.MAX_VALUE;
  private int max;
  private final ArrayList<Long> histogram = new ArrayList<>();

  void add(int length) {
    count++;
    sum += length;
    min = Math.min(min, length);
    max = Math.max(max, length);
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(length);
    addToBucket(Math.max(0, bits - FIRST_BITS), 1);
  }

  void add(LengthTally other) {
    count += other.count;
    sum += other.sum;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    for (int bucket = 0; bucket < other.histogram.size(); bucket++) {
      addToBucket(bucket, other.histogram.get(bucket));
    }
  }

  /** What was counted; null where nothing was. */
  Manifest.@Nullable Lengths lengths() {
    return count == 0
        ? null
        : new Manifest.Lengths((double) sum / count, min, max, List.copyOf(histogram));
  }

  private void addToBucket(int bucket, long more) {
    while (histogram.size() <= bucket) {
      histogram.add(0L);
    }
    histogram.set(bucket, histogram.get(bucket) + more);
  }
}
