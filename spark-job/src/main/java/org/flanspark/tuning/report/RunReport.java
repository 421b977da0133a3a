package org.flanspark.tuning.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flanspark.data.shard.Manifest;
import org.flanspark.tuning.evaluation.ScoreSummary;
import org.flanspark.tuning.metric.MeanAndDeviation;
import org.jspecify.annotations.Nullable;

/**
 * {@code report.json}: what a program wants to know of a run. Scores lie in [0, 1]; null stands for
 * what was not measured.
 *
 * @param tasks sorted by name; null where the run was not evaluated
 * @param clusters those trained on first, then the held-out ones; null where the run was not
 *     evaluated
 * @param training null where no round was noted
 * @param mixture every task that was trained on
 * @param contamination for each task that is asked about, what training holds of its inputs
 * @param settings the run's effective settings
 * @param versions of what prepared the data
 */
record RunReport(
    @Nullable List<TaskScores> tasks,
    @Nullable List<ClusterScores> clusters,
    @Nullable Training training,
    List<TaskShare> mixture,
    List<Manifest.Contamination> contamination,
    JsonNode settings,
    Map<String, String> versions) {
  RunReport {
    mixture = List.copyOf(mixture);
    contamination = List.copyOf(contamination);
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
  }

  /**
   * One task.
   *
   * @param metrics of the tuned model, by name
   */
  record TaskScores(
      String task,
      String cluster,
      boolean heldOut,
      String metric,
      long examples,
      Scores tuned,
      @Nullable Scores untuned,
      @Nullable Double majority,
      @Nullable Double chance,
      Map<String, MeanAndDeviation> metrics) {}

  /**
   * One cluster: the means of its tasks' scores.
   *
   * @param tasks their names
   * @param examples of all of them
   */
  record ClusterScores(
      String cluster,
      boolean heldOut,
      String metric,
      List<String> tasks,
      long examples,
      Scores tuned,
      @Nullable Scores untuned,
      @Nullable Double majority,
      @Nullable Double chance,
      Map<String, MeanAndDeviation> metrics) {}

  /**
   * A model's scores by the first metric.
   *
   * @param mean over templates
   * @param std over templates
   * @param bestDev of the template that is best on validation
   */
  record Scores(@Nullable Double mean, @Nullable Double std, @Nullable Double bestDev) {
    static Scores of(ScoreSummary summary) {
      return new Scores(summary.mean(), summary.std(), summary.bestDev());
    }
  }

  /**
   * The training, from its first round to its last.
   *
   * @param tokens over all workers and rounds
   * @param countedTokens of them, those that count in the loss
   * @param seconds of all rounds
   * @param synchronisingSeconds of them, those spent on averaging
   * @param exchange what averaging took; null where no round told of it
   * @param loss of each round
   * @param validationLoss of each round; null where it was not measured
   * @param deltaCosine of each round, between its workers' deltas; null where it is not known
   */
  record Training(
      int rounds,
      long tokens,
      long countedTokens,
      double seconds,
      double tokensPerSecond,
      double synchronisingSeconds,
      @Nullable ExchangeTotals exchange,
      List<Double> loss,
      List<@Nullable Double> validationLoss,
      List<@Nullable Double> deltaCosine) {
    Training {
      loss = List.copyOf(loss);
      validationLoss = Collections.unmodifiableList(new ArrayList<>(validationLoss));
      deltaCosine = Collections.unmodifiableList(new ArrayList<>(deltaCosine));
    }
  }

  /**
   * Sums over the rounds that told what their exchange of parameters took, named as in {@code
   * metrics.jsonl}.
   *
   * @param rounds how many they are
   */
  record ExchangeTotals(
      int rounds,
      double sendingSeconds,
      double localSeconds,
      double reducingSeconds,
      double outerSeconds,
      double waitingSeconds,
      long sentBytes,
      long returnedBytes,
      long reducedBytes) {}

  /** What a task was to be of the mixture, and what it became. */
  record TaskShare(
      String task,
      String cluster,
      long examples,
      double requestedShare,
      double realisedShareOfRows,
      double realisedShareOfTokens) {}
}
