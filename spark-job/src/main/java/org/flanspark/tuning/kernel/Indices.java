package org.flanspark.tuning.kernel;

/** Row numbers on a device, made once a batch and used by many operations. */
public interface Indices {
  int size();
}
