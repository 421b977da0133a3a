package org.flanspark.tuning.network;

import org.flanspark.config.Backend;
import org.flanspark.tuning.model.ActivationMemory;

/** What the networks of tests compute with. */
final class Computing {
  static final ComputeSettings ONE_PART = inParts(1);

  private Computing() {}

  static ComputeSettings inParts(int accumulate) {
    return new ComputeSettings(Backend.ND4J, 1, accumulate, ActivationMemory.KEPT);
  }
}
