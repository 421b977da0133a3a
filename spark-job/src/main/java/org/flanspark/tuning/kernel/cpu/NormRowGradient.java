package org.flanspark.tuning.kernel.cpu;

/**
 * The gradients of one row that was normalised.
 *
 * @param output of the row's result
 * @param input added to
 * @param parameters added to: of the weight, and of the bias after it where there is one
 * @param parametersAt where this thread's begin
 */
record NormRowGradient(
    CpuTensor output, CpuTensor input, CpuTensor parameters, long parametersAt) {}
