package org.flanspark.tuning.evaluation;

/**
 * One metric's mean over the examples of a task, split and template, for one model.
 *
 * @param model the role of the model
 * @param metric the task's first metric
 * @param measured the metric that the mean is of
 * @param mean over the examples
 */
record ScoreRow(
    String model,
    String split,
    String task,
    String cluster,
    boolean heldOut,
    String metric,
    String style,
    int template,
    String measured,
    long examples,
    double mean) {}
