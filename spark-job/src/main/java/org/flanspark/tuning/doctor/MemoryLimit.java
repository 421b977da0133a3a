package org.flanspark.tuning.doctor;

import java.util.OptionalLong;

/**
 * The most memory that a process may hold.
 *
 * @param bytes heap and all outside it
 * @param source who says so
 * @param enforced whether it ends a process that goes beyond
 */
record MemoryLimit(long bytes, String source, boolean enforced) {
  /** The least of what the kernel, the resource manager and the machine allow. */
  static MemoryLimit least(OptionalLong cgroup, OptionalLong requested, long machineBytes) {
    MemoryLimit least = new MemoryLimit(machineBytes, "this machine", false);
    if (cgroup.isPresent() && cgroup.getAsLong() < least.bytes) {
      least = new MemoryLimit(cgroup.getAsLong(), "the control group", true);
    }
    if (requested.isPresent() && requested.getAsLong() < least.bytes) {
      least = new MemoryLimit(requested.getAsLong(), "the container asked for", true);
    }
    return least;
  }
}
