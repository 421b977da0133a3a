package org.flanspark.tuning.averaging;

import org.apache.spark.Partitioner;

/** A partition for each slice, of its number. */
final class SlicePartitioner extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final int slices;

  SlicePartitioner(int slices) {
    this.slices = slices;
  }

  @Override
  public int numPartitions() {
    return slices;
  }

  @Override
  public int getPartition(Object number) {
    return (Integer) number;
  }
}
