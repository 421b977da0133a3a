package org.flanspark.tuning.evaluation;

import java.util.List;
import org.flanspark.data.shard.Manifest;
import org.flanspark.tuning.evaluation.answer.EvaluatedModel;

/**
 * Everything that an evaluation found, as {@code results/evaluation.json} holds it. Scores lie in
 * [0, 1]; null stands for what was not measured.
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param splits that were evaluated
 * @param normalisation of options' log-probabilities, by which the first numbers chose
 * @param confidence of the intervals
 * @param models what was evaluated, the tuned model first
 * @param tasks sorted by name
 * @param clusters those that the model was trained on first, then the held-out ones, each sorted by
 *     name
 * @param samples a few answers of each task
 * @param withheld tasks that were not measured, since training holds their inputs; nor were their
 *     clusters
 */
public record EvaluationResults(
    int formatVersion,
    List<String> splits,
    String normalisation,
    double confidence,
    List<EvaluatedModel> models,
    List<TaskResult> tasks,
    List<ClusterResult> clusters,
    List<SampleAnswer> samples,
    List<Manifest.Contamination> withheld) {
  /** Raised when readers of the version before could misread the file. */
  public static final int FORMAT_VERSION = 3;

  public EvaluationResults {
    splits = List.copyOf(splits);
    models = List.copyOf(models);
    tasks = List.copyOf(tasks);
    clusters = List.copyOf(clusters);
    samples = List.copyOf(samples);
    withheld = List.copyOf(withheld);
  }
}
