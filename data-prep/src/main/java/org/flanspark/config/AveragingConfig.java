package org.flanspark.config;

import org.jspecify.annotations.Nullable;

/** Rounds: what happens between two averages, and how their results become one. */
public record AveragingConfig(
    @Setting(value = "flanspark", says = "flanspark | dl4j") AveragingMaster master,
    @Setting(value = "2", min = 1) int workers,
    @Setting(value = "20", min = 1, says = "between two averages") int localSteps,
    @Setting(value = "average", says = "average | nesterov") OuterStep outer,
    @Setting(value = "null", above = 0, says = "default: 1.0; 0.7 with nesterov")
        @Nullable Double outerRate,
    @Setting(value = "null", min = 0, below = 1, says = "default: 0.0; 0.9 with nesterov")
        @Nullable Double outerMomentum,
    @Setting(value = "local", says = "local | averaged") Moments moments,
    @Setting(value = "float32", says = "float32 | bfloat16") Wire wire,
    @Setting(
            value = "33554432",
            min = 4096,
            max = 1 << 28,
            says = "bytes; what travels and is averaged at a time")
        int sliceBytes,
    @Setting(value = "stop", says = "stop | skip-worker") OnDivergence onDivergence) {

  /** {@link #outerRate}, or what is usual with {@link #outer}. */
  public double effectiveOuterRate() {
    return outerRate != null ? outerRate : outer == OuterStep.NESTEROV ? 0.7 : 1.0;
  }

  /** {@link #outerMomentum}, or what is usual with {@link #outer}. */
  public double effectiveOuterMomentum() {
    return outerMomentum != null ? outerMomentum : outer == OuterStep.NESTEROV ? 0.9 : 0.0;
  }
}
