package org.flanspark.tuning.evaluation;

/**
 * How certain the scores of one way of asking are.
 *
 * @param certainty its p-values are corrected for what was asked in the same way
 */
public record AskedCertainty(Asking asking, Certainty certainty) {}
