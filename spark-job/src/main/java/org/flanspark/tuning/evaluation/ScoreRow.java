package org.flanspark.tuning.evaluation;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One model's scores over the examples of a task and split in the words of one template.
 *
 * @param model the role of the model
 * @param metric the task's family of metrics
 * @param shots exemplars asked for
 * @param scores by name
 * @param normalisations the family's first number by each normalisation of options' scores; empty
 *     where text is generated
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
    int shots,
    int template,
    long examples,
    Map<String, Double> scores,
    Map<String, Double> normalisations,
    String signature) {
  ScoreRow {
    scores = Collections.unmodifiableMap(new TreeMap<>(scores));
    normalisations = Collections.unmodifiableMap(new TreeMap<>(normalisations));
  }
}
