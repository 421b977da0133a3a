package org.flanspark.data.mixture;

/**
 * What one task gives to the mixture.
 *
 * @param task the task's name
 * @param available training examples of the task
 * @param kept of them, under the cap
 * @param rate the task's weight
 * @param requested the task's part of the mixture, in [0, 1]
 * @param drawn examples, over all passes; each kept one is drawn once before any is drawn again
 */
public record TaskShare(
    String task, long available, long kept, double rate, double requested, long drawn) {}
