package org.flanspark.tuning.network;

import org.flanspark.config.Optimizer;
import org.flanspark.config.Schedule;

/**
 * How a network learns.
 *
 * @param optimizer AdamW, or Adafactor with factored second moments and no first
 * @param learningRate at its highest
 * @param schedule how the rate goes on after the warm-up
 * @param warmUpSteps updates over which the rate rises in a straight line
 * @param totalSteps updates of the whole run, for schedules that fall
 * @param weightDecay of matrices, times the learning rate
 * @param beta1 of AdamW's first moment
 * @param beta2 of AdamW's second moment; Adafactor has its own, which grows
 * @param epsilon AdamW adds it to the root of the second moment
 * @param clipNorm the most that the norm of the whole gradient may be; 0 = any
 */
public record NetworkSettings(
    Optimizer optimizer,
    double learningRate,
    Schedule schedule,
    int warmUpSteps,
    int totalSteps,
    double weightDecay,
    double beta1,
    double beta2,
    double epsilon,
    double clipNorm) {}
