package org.flanspark.data.prepare;

import java.io.Serializable;
import org.flanspark.data.shard.StableHash;

/**
 * Into how many shards examples and prompts go, and which one each: a hash of what it is.
 *
 * @param count shards of each split
 * @param keys of their partitions
 */
record ShardPlan(int count, PartitionKeys keys) implements Serializable {

  static ShardPlan of(int count) {
    return new ShardPlan(count, PartitionKeys.of(count));
  }

  /** The shard of one rendering of an example. */
  int of(String exampleId, int template, int pass) {
    return StableHash.below(count, exampleId, template, pass);
  }

  int key(int shard) {
    return keys.key(shard);
  }
}
