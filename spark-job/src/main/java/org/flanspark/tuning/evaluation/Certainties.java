package org.flanspark.tuning.evaluation;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.tuning.evaluation.answer.EvaluatedModel;
import org.flanspark.tuning.metric.Bootstrap;
import org.flanspark.tuning.metric.HolmCorrection;
import org.flanspark.tuning.metric.Interval;
import org.flanspark.tuning.metric.PairedDifference;
import org.jspecify.annotations.Nullable;

/**
 * How certain scores are, of tasks and of clusters; p-values are corrected for the number of tasks,
 * or of clusters.
 *
 * @param tasks by name
 * @param clusters by name
 */
record Certainties(Map<String, Certainty> tasks, Map<String, Certainty> clusters) {

  /** Of the tuned model, of the untuned one where there is one, and of the first over it. */
  static Certainties of(List<Replicates> replicates, double confidence) {
    return of(replicates, new Pair(EvaluatedModel.TUNED, EvaluatedModel.UNTUNED), confidence);
  }

  /** Of one model and of another, and of the first over it. */
  static Certainties of(List<Replicates> replicates, Pair models, double confidence) {
    return new Certainties(
        of(groups(replicates, Replicates::task), models, confidence),
        of(groups(replicates, Replicates::cluster), models, confidence));
  }

  /**
   * Two models that are compared.
   *
   * @param model its role
   * @param over the other one's, which it is to surpass
   */
  record Pair(String model, String over) {}

  private static Map<String, List<Replicates>> groups(
      List<Replicates> replicates, Function<Replicates, String> key) {
    return replicates.stream()
        .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
  }

  /** A score with its draws; pooled where a cluster has several tasks. */
  private record Score(double value, List<Double> draws) {}

  private record Scores(
      Score tuned, Optional<Score> untuned, Optional<Score> baselinePrompt, double confidence) {
    Optional<PairedDifference> gain() {
      return untuned.map(this::over);
    }

    Optional<PairedDifference> gainOverBaselinePrompt() {
      return baselinePrompt.map(this::over);
    }

    private PairedDifference over(Score other) {
      return PairedDifference.of(
          tuned.value, array(tuned.draws), other.value, array(other.draws), confidence);
    }
  }

  private static Map<String, Certainty> of(
      Map<String, List<Replicates>> groups, Pair models, double confidence) {
    Map<String, Scores> scores = new LinkedHashMap<>();
    groups.forEach(
        (name, group) ->
            pooled(group, models.model, EvaluationRow.INSTRUCTIONS)
                .ifPresent(
                    tuned -> scores.put(name, scores(tuned, group, models.over, confidence))));
    Map<String, Gain> gains = corrected(scores, Scores::gain);
    Map<String, Gain> gainsOverBaseline = corrected(scores, Scores::gainOverBaselinePrompt);
    Map<String, Certainty> certainties = new TreeMap<>();
    scores.forEach(
        (name, found) ->
            certainties.put(name, certainty(found, gains.get(name), gainsOverBaseline.get(name))));
    return certainties;
  }

  private static Scores scores(
      Score tuned, List<Replicates> group, String over, double confidence) {
    return new Scores(
        tuned,
        pooled(group, over, EvaluationRow.INSTRUCTIONS),
        pooled(group, over, EvaluationRow.BASELINE),
        confidence);
  }

  private static Certainty certainty(
      Scores scores, @Nullable Gain gain, @Nullable Gain gainOverBaseline) {
    return new Certainty(
        interval(scores.tuned, scores.confidence),
        scores.untuned.map(untuned -> interval(untuned, scores.confidence)).orElse(null),
        gain,
        gainOverBaseline);
  }

  private static Interval interval(Score score, double confidence) {
    return Interval.percentile(array(score.draws), confidence);
  }

  private static double[] array(List<Double> draws) {
    return draws.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The mean over the group's tasks, draw by draw; nothing where one of them was not asked so. */
  private static Optional<Score> pooled(List<Replicates> group, String model, String style) {
    List<Replicates> members =
        group.stream()
            .filter(found -> found.model().equals(model) && found.style().equals(style))
            .toList();
    long tasks = group.stream().map(Replicates::task).distinct().count();
    if (members.size() < tasks) {
      return Optional.empty();
    }
    return Optional.of(
        new Score(
            members.stream().mapToDouble(Replicates::value).sum() / tasks,
            Arrays.stream(
                    Bootstrap.mean(members.stream().map(member -> array(member.draws())).toList()))
                .boxed()
                .toList()));
  }

  private static Map<String, Gain> corrected(
      Map<String, Scores> scores, Function<Scores, Optional<PairedDifference>> difference) {
    Map<String, PairedDifference> found = new LinkedHashMap<>();
    scores.forEach((name, of) -> difference.apply(of).ifPresent(gain -> found.put(name, gain)));
    Iterator<Double> adjusted =
        HolmCorrection.adjusted(found.values().stream().map(PairedDifference::pValue).toList())
            .iterator();
    Map<String, Gain> gains = new TreeMap<>();
    found.forEach(
        (name, gain) ->
            gains.put(
                name,
                new Gain(gain.difference(), gain.interval(), gain.pValue(), adjusted.next())));
    return gains;
  }
}
