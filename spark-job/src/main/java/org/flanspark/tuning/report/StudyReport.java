package org.flanspark.tuning.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flanspark.tuning.evaluation.Certainty;
import org.jspecify.annotations.Nullable;

/**
 * {@code study.json}: what a set of runs found that differ in named settings. Scores lie in [0, 1];
 * null stands for what was not measured.
 *
 * @param title for people
 * @param question that the study asks, in a sentence
 * @param kind of the figure
 * @param axis what the runs differ in: the figure's x axis, or the heading of its groups
 * @param points of the figure, in the order of the runs
 * @param runs what was done
 */
public record StudyReport(
    String name,
    String title,
    String question,
    Kind kind,
    String axis,
    List<Point> points,
    List<Run> runs) {
  /** How the verdict on a cluster begins whose number is not told. */
  public static final String WITHHELD = "withheld";

  public StudyReport {
    points = List.copyOf(points);
    runs = List.copyOf(runs);
  }

  /** How the points are drawn. */
  public enum Kind {
    /** A group of bars a run. */
    @JsonProperty("bars")
    BARS,
    /** Points of one series joined along a number. */
    @JsonProperty("curve")
    CURVE
  }

  /**
   * One run, asked in one way.
   *
   * @param run its name
   * @param label for people
   * @param series that it belongs to in a curve; empty for the only one
   * @param at its place along the axis; null in bars
   * @param style of the prompts: instructions, task-name or none
   * @param shots exemplars asked for
   * @param confidence of the intervals, such as 0.95
   * @param clusters what is measured, sorted by name
   * @param tuned the tuned model's mean over the clusters; null where one has no number
   * @param untuned the untuned model's
   * @param paper what the FLAN paper reports in its place, of 137 billion weights and its own data;
   *     null where it reports none, or where its number could not be verified
   */
  public record Point(
      String run,
      String label,
      String series,
      @Nullable Double at,
      String style,
      int shots,
      double confidence,
      List<ClusterPoint> clusters,
      @Nullable Double tuned,
      @Nullable Double untuned,
      @Nullable Double paper) {
    public Point {
      clusters = List.copyOf(clusters);
    }

    /** The same with other clusters. */
    public Point withClusters(List<ClusterPoint> others) {
      return new Point(
          run, label, series, at, style, shots, confidence, others, tuned, untuned, paper);
    }
  }

  /**
   * One cluster of one run, asked in one way.
   *
   * @param metric the first metric of all its tasks, or mixed
   * @param examples of all its tasks
   * @param heldOut whether the run never trained on it
   * @param tuned the tuned model's score; null where it is withheld or was not measured
   * @param tunedDeviation over templates
   * @param untuned the untuned model's, asked the same
   * @param untunedBaselinePrompt the untuned model's with completion-style prompts
   * @param certainty of the scores, where this is the main way of asking
   * @param verdict of the guard: clean, withheld with the reason, or found with the number
   */
  public record ClusterPoint(
      String cluster,
      String metric,
      List<String> tasks,
      long examples,
      boolean heldOut,
      @Nullable Double tuned,
      @Nullable Double tunedDeviation,
      @Nullable Double untuned,
      @Nullable Double untunedBaselinePrompt,
      @Nullable Double majority,
      @Nullable Double chance,
      @Nullable Certainty certainty,
      String verdict) {
    public ClusterPoint {
      tasks = List.copyOf(tasks);
    }

    /** The same with another certainty. */
    public ClusterPoint withCertainty(Certainty other) {
      return new ClusterPoint(
          cluster,
          metric,
          tasks,
          examples,
          heldOut,
          tuned,
          tunedDeviation,
          untuned,
          untunedBaselinePrompt,
          majority,
          chance,
          other,
          verdict);
    }

    /** Whether there is no number because training held the inputs. */
    boolean withheld() {
      return tuned == null && verdict.startsWith(WITHHELD);
    }
  }

  /**
   * One run of the study.
   *
   * @param series that it belongs to in a curve; empty for the only one
   * @param at its place along the axis; null in bars
   * @param folder where its own report lies
   * @param outcome {@link #DONE}, {@link #WAITING}, or what failed
   * @param settings that set it apart
   * @param tokens trained on; null where it did not train
   * @param validationLoss the last one
   * @param seconds by stage, of the time when each was last worked on
   */
  public record Run(
      String name,
      String label,
      String series,
      @Nullable Double at,
      String folder,
      String outcome,
      Map<String, String> settings,
      @Nullable Long tokens,
      @Nullable Double validationLoss,
      Map<String, Double> seconds) {
    /** The outcome of a run of which nothing is left to do. */
    public static final String DONE = "done";

    /** The outcome of a run whose turn has not come. */
    public static final String WAITING = "not yet done";

    public Run {
      settings = Collections.unmodifiableMap(new TreeMap<>(settings));
      seconds = Collections.unmodifiableMap(new TreeMap<>(seconds));
    }

    boolean done() {
      return outcome.equals(DONE);
    }

    boolean waiting() {
      return outcome.equals(WAITING);
    }
  }
}
