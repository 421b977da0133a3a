package org.flanspark.tuning.averaging;

import org.flanspark.tuning.kernel.cpu.CpuKernels;

/**
 * Floats to the upper halves of their bits and back, which is what bfloat16 is. Both ways of doing
 * it give the same bits.
 */
interface Halves {
  /** By vector instructions where Java's Vector API is there, else value by value. */
  static Halves fastest() {
    return CpuKernels.hasVectors() ? new VectorHalves() : new ScalarHalves();
  }

  /**
   * The upper half of each value's bits, rounded to the nearest, half-way cases to the even one; a
   * value that is no number stays none.
   */
  void upper(short[] halves, float[] values);

  /** The values whose upper halves these are, and whose lower halves are zero. */
  void widen(float[] values, short[] halves);
}
