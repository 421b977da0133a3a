package org.flanspark.data.prepare;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;

/**
 * Keys that Spark's hash partitioning sends to one partition each: a column of them puts every row
 * where it is wanted, which hashing the partition's own number does not.
 *
 * <p>Spark has no other way to say it for a table before version 4.1. The hash is that of {@code
 * org.apache.spark.sql.catalyst.expressions.Murmur3Hash} with its seed; a test holds both together.
 */
final class PartitionKeys implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SEED = 42;

  private final int[] keys;

  private PartitionKeys(int[] keys) {
    this.keys = keys;
  }

  /** Keys for so many partitions. */
  static PartitionKeys of(int partitions) {
    int[] keys = new int[partitions];
    Arrays.fill(keys, -1);
    int missing = partitions;
    for (int key = 0; missing > 0; key++) {
      int partition = Math.floorMod(Murmur3_x86_32.hashInt(key, SEED), partitions);
      if (keys[partition] < 0) {
        keys[partition] = key;
        missing--;
      }
    }
    return new PartitionKeys(keys);
  }

  /** How many partitions there are. */
  int partitions() {
    return keys.length;
  }

  /** The key of one partition. */
  int key(int partition) {
    return keys[partition];
  }
}
