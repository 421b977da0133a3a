package org.flanspark.tuning.kernel.cpu;

import org.flanspark.tuning.kernel.AdamWStep;

/** AdamW's arrays, all of one size, and its factors in float. */
final class AdamWRun {
  final CpuTensor parameters;
  final CpuTensor gradient;
  final CpuTensor firstMoment;
  final CpuTensor secondMoment;
  final float gradientScale;
  final float beta1;
  final float beta2;
  final float epsilon;
  final float firstFactor;
  final float secondFactor;

  /** 0 spares the parameters from being read. */
  final float decay;

  AdamWRun(
      CpuTensor parameters,
      CpuTensor gradient,
      CpuTensor firstMoment,
      CpuTensor secondMoment,
      AdamWStep step) {
    this.parameters = parameters;
    this.gradient = gradient;
    this.firstMoment = firstMoment;
    this.secondMoment = secondMoment;
    this.gradientScale = (float) step.gradientScale();
    this.beta1 = (float) step.beta1();
    this.beta2 = (float) step.beta2();
    this.epsilon = (float) step.epsilon();
    this.firstFactor = (float) step.firstFactor();
    this.secondFactor = (float) step.secondFactor();
    this.decay = (float) step.decay();
  }
}
