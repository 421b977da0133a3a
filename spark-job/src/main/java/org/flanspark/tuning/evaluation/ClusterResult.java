package org.flanspark.tuning.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one cluster together: of every score the mean over the tasks, each task counting
 * alike, as in the FLAN paper; null where a task has none.
 *
 * @param metric the first metric of all its tasks, or {@link #MIXED}
 * @param tasks their names
 * @param examples of all its tasks
 * @param tuned the trained model; its deviation is the mean of the tasks' deviations over templates
 * @param untuned the model that training started from; null where it was not evaluated
 * @param baselinePrompt the untuned model with completion-style prompts
 * @param certainty of the means, pooled over its tasks; null where one has none
 * @param otherAsking certainties of other ways of asking than the main one
 */
public record ClusterResult(
    String cluster,
    boolean heldOut,
    String metric,
    List<String> tasks,
    long examples,
    ScoreSummary tuned,
    @Nullable ScoreSummary untuned,
    @Nullable Double baselinePrompt,
    @Nullable Double majority,
    @Nullable Double chance,
    @Nullable Certainty certainty,
    List<AskedCertainty> otherAsking) {
  /** The metric of a cluster whose tasks are measured in different ways. */
  public static final String MIXED = "mixed";

  public ClusterResult {
    tasks = List.copyOf(tasks);
    // Earlier results have none, and are compared all the same.
    otherAsking = otherAsking == null ? List.of() : List.copyOf(otherAsking);
  }
}
