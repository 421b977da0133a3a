package org.flanspark.tuning.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flanspark.data.shard.Manifest;
import org.flanspark.tuning.evaluation.Gain;
import org.flanspark.tuning.evaluation.ScoreSummary;
import org.flanspark.tuning.metric.Interval;
import org.flanspark.tuning.metric.MeanAndDeviation;
import org.jspecify.annotations.Nullable;

/**
 * {@code report.json}: what a program wants to know of a run. Scores lie in [0, 1]; null stands for
 * what was not measured.
 *
 * @param tasks sorted by name; null where the run was not evaluated
 * @param clusters those trained on first, then the held-out ones; null where the run was not
 *     evaluated
 * @param normalisation of options' log-probabilities that the scores chose by; null where the run
 *     was not evaluated
 * @param confidence of the intervals
 * @param training null where no round was noted
 * @param mixture every task that was trained on
 * @param contamination for each task that is asked about, what training holds of its inputs
 * @param settings the run's effective settings
 * @param versions of what prepared the data
 */
record RunReport(
    @Nullable List<TaskScores> tasks,
    @Nullable List<ClusterScores> clusters,
    @Nullable String normalisation,
    @Nullable Double confidence,
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
   * @param baselinePrompt the untuned model with completion-style prompts
   * @param gain of the tuned model over the untuned one
   * @param gainOverBaselinePrompt of the tuned model over the untuned one with such prompts
   * @param metrics of the tuned model, by name
   * @param conditions every way of asking
   */
  record TaskScores(
      String task,
      String cluster,
      boolean heldOut,
      String metric,
      long examples,
      Scores tuned,
      @Nullable Scores untuned,
      @Nullable Double baselinePrompt,
      @Nullable Double majority,
      @Nullable Double chance,
      @Nullable GainScores gain,
      @Nullable GainScores gainOverBaselinePrompt,
      Map<String, MeanAndDeviation> metrics,
      List<Condition> conditions) {}

  /**
   * One cluster: the means of its tasks' scores.
   *
   * @param tasks their names
   * @param examples of all of them
   * @param baselinePrompt the untuned model with completion-style prompts
   * @param gain of the tuned model over the untuned one
   * @param gainOverBaselinePrompt of the tuned model over the untuned one with such prompts
   * @param metrics of the tuned model, by name
   * @param conditions every way of asking
   */
  record ClusterScores(
      String cluster,
      boolean heldOut,
      String metric,
      List<String> tasks,
      long examples,
      Scores tuned,
      @Nullable Scores untuned,
      @Nullable Double baselinePrompt,
      @Nullable Double majority,
      @Nullable Double chance,
      @Nullable GainScores gain,
      @Nullable GainScores gainOverBaselinePrompt,
      Map<String, MeanAndDeviation> metrics,
      List<Condition> conditions) {}

  /**
   * A model's scores by the first metric.
   *
   * @param mean over templates
   * @param std over templates
   * @param bestDev of the template that is best on validation
   * @param interval where the mean lies, as far as the test examples decide it; null where it was
   *     not measured
   * @param normalisations the mean by how options' log-probabilities are normalised; empty where
   *     text is generated
   */
  record Scores(
      @Nullable Double mean,
      @Nullable Double std,
      @Nullable Double bestDev,
      @Nullable Interval interval,
      Map<String, Double> normalisations) {
    Scores {
      normalisations = Collections.unmodifiableMap(new TreeMap<>(normalisations));
    }

    static Scores of(ScoreSummary summary, @Nullable Interval interval) {
      return new Scores(
          summary.mean(), summary.std(), summary.bestDev(), interval, summary.normalisations());
    }
  }

  /**
   * One score less another of the same examples.
   *
   * @param pValue of there being no difference
   * @param adjustedPValue the same, corrected for all tasks, or all clusters
   * @param significant whether that is below 0.05
   */
  @JsonPropertyOrder({"difference", "interval", "p_value", "adjusted_p_value", "significant"})
  record GainScores(
      double difference,
      Interval interval,
      @JsonProperty("p_value") double pValue,
      @JsonProperty("adjusted_p_value") double adjustedPValue,
      boolean significant) {
    static @Nullable GainScores of(@Nullable Gain gain) {
      return gain == null
          ? null
          : new GainScores(
              gain.difference(),
              gain.interval(),
              gain.pValue(),
              gain.adjustedPValue(),
              gain.isSignificant());
    }
  }

  /**
   * A way of asking.
   *
   * @param style of the prompts
   * @param shots exemplars asked for
   * @param tuned null where the tuned model was not asked so
   * @param untuned null where the untuned model was not
   */
  record Condition(String style, int shots, @Nullable Spread tuned, @Nullable Spread untuned) {}

  /** A model's scores as {@link Scores} has them, of one way of asking. */
  record Spread(@Nullable Double mean, @Nullable Double std, @Nullable Double bestDev) {}

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
   * @param driverPeakBytes no sum, but the most; null where no round told
   * @param executorPeakBytes likewise, of the worker's process that held most
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
      long reducedBytes,
      @Nullable Long driverPeakBytes,
      @Nullable Long executorPeakBytes) {}

  /** What a task was to be of the mixture, and what it became. */
  record TaskShare(
      String task,
      String cluster,
      long examples,
      double requestedShare,
      double realisedShareOfRows,
      double realisedShareOfTokens) {}
}
