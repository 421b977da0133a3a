package org.flanspark.data.prepare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.flanspark.data.rendered.Bucketing;

/**
 * Which partition of a job works on which bucket of which task: each bucket has one to itself.
 *
 * @param bucketing of each task, by id; a task of 0 buckets is not in the job
 * @param first the partition of each task's first bucket
 * @param keys the partitions' keys
 */
record BucketPlaces(List<Bucketing> bucketing, List<Integer> first, PartitionKeys keys)
    implements Serializable {

  static BucketPlaces of(List<Bucketing> bucketing) {
    List<Integer> first = new ArrayList<>();
    int partitions = 0;
    for (Bucketing task : bucketing) {
      first.add(partitions);
      partitions += task.count();
    }
    return new BucketPlaces(
        List.copyOf(bucketing), List.copyOf(first), PartitionKeys.of(Math.max(1, partitions)));
  }

  /** The key of a bucket's partition. */
  int key(int task, int bucket) {
    return keys.key(first.get(task) + bucket);
  }
}
