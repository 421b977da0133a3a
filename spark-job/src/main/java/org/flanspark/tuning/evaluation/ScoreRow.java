package org.flanspark.tuning.evaluation;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One model's scores over the examples of a task and split in the words of one template.
 *
 * @param model the role of the model
 * @param metric the task's family of metrics
 * @param scores by name
 * @param signature what must be equal for scores to be compared with others; empty where it is no
 *     matter
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
    long examples,
    Map<String, Double> scores,
    String signature) {
  ScoreRow {
    scores = Collections.unmodifiableMap(new TreeMap<>(scores));
  }
}
