package org.flanspark.tuning.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
 * or of clusters, that were asked in the same way.
 *
 * @param tasks by name: of the main way of asking
 * @param clusters by name: of the main way of asking
 * @param otherAsking of each cluster, of the other ways
 */
record Certainties(
    Map<String, Certainty> tasks,
    Map<String, Certainty> clusters,
    Map<String, List<AskedCertainty>> otherAsking) {

  /** Of the tuned model, of the untuned one where there is one, and of the first over it. */
  static Certainties of(List<Replicates> replicates, double confidence) {
    return of(replicates, new Pair(EvaluatedModel.TUNED, EvaluatedModel.UNTUNED), confidence);
  }

  /** Of one model and of another, and of the first over it. */
  static Certainties of(List<Replicates> replicates, Pair models, double confidence) {
    SortedSet<Asking> asked =
        replicates.stream()
            .filter(found -> found.model().equals(models.model))
            .map(Replicates::asking)
            .filter(asking -> !asking.style().equals(EvaluationRow.BASELINE))
            .collect(Collectors.toCollection(TreeSet::new));
    Optional<Asking> main = Asking.main(asked.stream());
    main.ifPresent(asked::remove);
    Map<String, List<Replicates>> tasks = groups(replicates, Replicates::task);
    Map<String, List<Replicates>> clusters = groups(replicates, Replicates::cluster);
    return new Certainties(
        main.map(asking -> of(tasks, models, asking, confidence)).orElse(Map.of()),
        main.map(asking -> of(clusters, models, asking, confidence)).orElse(Map.of()),
        otherAsking(asked, asking -> of(clusters, models, asking, confidence)));
  }

  private static Map<String, List<AskedCertainty>> otherAsking(
      Collection<Asking> asked, Function<Asking, Map<String, Certainty>> certainties) {
    Map<String, List<AskedCertainty>> byCluster = new TreeMap<>();
    for (Asking asking : asked) {
      certainties
          .apply(asking)
          .forEach(
              (cluster, certainty) ->
                  byCluster
                      .computeIfAbsent(cluster, none -> new ArrayList<>())
                      .add(new AskedCertainty(asking, certainty)));
    }
    return byCluster;
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
      Map<String, List<Replicates>> groups, Pair models, Asking asking, double confidence) {
    Map<String, Scores> scores = new LinkedHashMap<>();
    groups.forEach(
        (name, group) ->
            pooled(group, models.model, asking)
                .ifPresent(
                    tuned ->
                        scores.put(
                            name,
                            new Scores(
                                tuned,
                                pooled(group, models.over, asking),
                                pooled(group, models.over, asking.ofBaseline()),
                                confidence))));
    Map<String, Gain> gains = corrected(scores, Scores::gain);
    Map<String, Gain> gainsOverBaseline = corrected(scores, Scores::gainOverBaselinePrompt);
    Map<String, Certainty> certainties = new TreeMap<>();
    scores.forEach(
        (name, found) ->
            certainties.put(name, certainty(found, gains.get(name), gainsOverBaseline.get(name))));
    return certainties;
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
  private static Optional<Score> pooled(List<Replicates> group, String model, Asking asking) {
    List<Replicates> members =
        group.stream()
            .filter(found -> found.model().equals(model) && found.asking().equals(asking))
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
