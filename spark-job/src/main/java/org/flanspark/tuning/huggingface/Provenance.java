package org.flanspark.tuning.huggingface;

/**
 * Where exported weights come from.
 *
 * @param run the run's folder
 * @param round rounds of training behind the weights
 * @param tokens tokens of training behind the weights
 */
public record Provenance(String run, int round, long tokens) {}
