package org.flanspark.tuning.network;

import org.flanspark.config.Schedule;

/**
 * How a network learns: AdamW.
 *
 * @param learningRate at its highest
 * @param schedule how the rate goes on after the warm-up
 * @param warmUpSteps updates over which the rate rises in a straight line
 * @param totalSteps updates of the whole run, for schedules that fall
 * @param weightDecay of matrices, times the learning rate
 * @param beta1 of the first moment
 * @param beta2 of the second moment
 * @param epsilon added to the root of the second moment
 * @param clipNorm the most that the norm of the whole gradient may be; 0 = any
 */
public record NetworkSettings(
    double learningRate,
    Schedule schedule,
    int warmUpSteps,
    int totalSteps,
    double weightDecay,
    double beta1,
    double beta2,
    double epsilon,
    double clipNorm) {}
