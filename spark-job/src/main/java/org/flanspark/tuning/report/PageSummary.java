package org.flanspark.tuning.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.flanspark.config.ModelConfig;
import org.flanspark.config.ModelFamily;
import org.flanspark.data.shard.Manifest.TaskFacts;
import org.flanspark.tuning.evaluation.answer.EvaluatedModel;
import org.flanspark.tuning.metric.MeanAndDeviation;
import org.flanspark.tuning.report.ReportPage.Fact;
import org.flanspark.tuning.report.ReportPage.Tile;
import org.flanspark.tuning.report.RunReport.ClusterScores;
import org.flanspark.tuning.report.RunReport.GainScores;
import org.flanspark.tuning.report.RunReport.Scores;
import org.flanspark.tuning.report.RunReport.Training;
import org.jspecify.annotations.Nullable;

/** The top of the page: sentences, tiles, and what training took. */
final class PageSummary {
  private final ReportInputs inputs;
  private final RunReport report;

  PageSummary(ReportInputs inputs, RunReport report) {
    this.inputs = inputs;
    this.report = report;
  }

  List<String> sentences() {
    return List.of(trained(), heldOut());
  }

  private String trained() {
    List<TaskFacts> tasks = inputs.manifest().tasks().stream().filter(TaskFacts::trained).toList();
    Set<String> clusters =
        tasks.stream().map(TaskFacts::cluster).collect(Collectors.toCollection(TreeSet::new));
    String what =
        "%s, tuned on %s of %s: %s."
            .formatted(
                model(),
                plural(tasks.size(), "task"),
                plural(clusters.size(), "cluster"),
                String.join(", ", clusters));
    Training training = report.training();
    return training == null
        ? what
        : what
            + " %s tokens in %s, averaged over %s."
                .formatted(
                    Amounts.amount(training.tokens()),
                    plural(training.rounds(), "round"),
                    plural(inputs.config().averaging().workers(), "worker"));
  }

  private String model() {
    ModelConfig model = inputs.config().model();
    String from = model.from();
    return from == null
        ? "A %s decoder of %s and width %s, from random weights"
            .formatted(name(model.family()), plural(model.layers(), "layer"), model.width())
        : "The model of " + from;
  }

  private static String name(ModelFamily family) {
    return switch (family) {
      case GPT2 -> "GPT-2";
      case LLAMA -> "Llama";
      case QWEN2 -> "Qwen2";
    };
  }

  private String heldOut() {
    List<String> clusters = inputs.manifest().heldOut();
    return clusters.isEmpty()
        ? "No cluster was held out."
        : "Held out, never seen in training: %s.%s"
            .formatted(clusters.stream().sorted().collect(Collectors.joining(", ")), gains());
  }

  /** Of the held-out clusters that have one, and whether chance may have brought it. */
  private String gains() {
    List<String> gains = new ArrayList<>();
    List<ClusterScores> clusters = report.clusters();
    for (ClusterScores cluster : clusters == null ? List.<ClusterScores>of() : clusters) {
      GainScores gain = cluster.gain();
      if (cluster.heldOut() && gain != null) {
        gains.add(gain(cluster.cluster(), gain));
      }
    }
    return gains.isEmpty()
        ? ""
        : " Over the untuned model: %s.".formatted(String.join("; ", gains));
  }

  private static String gain(String cluster, GainScores gain) {
    return "%s %s points (%s, %s)"
        .formatted(
            cluster,
            Amounts.difference(gain.difference(), 0.0),
            Amounts.pValue(gain.adjustedPValue()),
            gain.significant() ? "more than chance" : "may be chance");
  }

  List<Tile> tiles() {
    List<Tile> tiles = new ArrayList<>();
    List<ClusterScores> clusters = report.clusters();
    if (clusters != null) {
      tiles.add(scores("Clusters trained on", clusters, false));
      tiles.add(scores("Held-out clusters", clusters, true));
    }
    Training training = report.training();
    if (training != null) {
      tiles.add(loss(training));
      tiles.add(
          new Tile(
              "Training time",
              Amounts.duration(training.seconds()),
              Amounts.amount(training.tokensPerSecond())
                  + " tokens a second, "
                  + Amounts.duration(training.synchronisingSeconds())
                  + " synchronising"));
    }
    return tiles;
  }

  private static Tile scores(String label, List<ClusterScores> all, boolean heldOut) {
    List<ClusterScores> clusters =
        all.stream().filter(cluster -> cluster.heldOut() == heldOut).toList();
    if (clusters.isEmpty()) {
      return new Tile(label, "none", "");
    }
    Double tuned = MeanAndDeviation.meanOrNull(clusters, cluster -> cluster.tuned().mean());
    Double untuned = MeanAndDeviation.meanOrNull(clusters, PageSummary::untunedMean);
    Double chance = MeanAndDeviation.meanOrNull(clusters, ClusterScores::chance);
    List<String> notes = new ArrayList<>();
    notes.add("mean of " + plural(clusters.size(), "cluster"));
    if (untuned != null) {
      notes.add("untuned " + Amounts.percent(untuned) + " %");
    }
    if (chance != null) {
      notes.add("chance " + Amounts.percent(chance) + " %");
    }
    String value = Amounts.percent(tuned) + (tuned == null ? "" : " %");
    return new Tile(label, value, String.join(", ", notes));
  }

  private static @Nullable Double untunedMean(ClusterScores cluster) {
    Scores scores = cluster.untuned();
    return scores == null ? null : scores.mean();
  }

  private static Tile loss(Training training) {
    Double last = null;
    for (Double measured : training.validationLoss()) {
      last = measured == null ? last : measured;
    }
    double lastTraining = training.loss().get(training.loss().size() - 1);
    return last == null
        ? new Tile("Training loss", Amounts.loss(lastTraining), "nats a token, last round")
        : new Tile(
            "Validation loss",
            Amounts.loss(last),
            "nats a token; training %s".formatted(Amounts.loss(lastTraining)));
  }

  /** What it took, from rows read to prompts answered. */
  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    inputs
        .manifest()
        .packed()
        .forEach(
            (split, packed) ->
                facts.add(
                    new Fact(
                        "Packed for " + split,
                        "%s examples in %s rows, %s tokens, %s %% of positions used"
                            .formatted(
                                Amounts.count(packed.segments()),
                                Amounts.count(packed.rows()),
                                Amounts.amount(packed.tokens()),
                                Amounts.percent(packed.positionsUsed())))));
    facts.sort(Comparator.comparing(Fact::name));
    Training training = report.training();
    if (training != null) {
      facts.add(
          new Fact(
              "Training",
              "%s, %s tokens, %s of them counted, %s"
                  .formatted(
                      plural(training.rounds(), "round"),
                      Amounts.count(training.tokens()),
                      Amounts.count(training.countedTokens()),
                      Amounts.duration(training.seconds()))));
    }
    PageAveraging.fact(Exchanges.of(inputs.rounds())).ifPresent(facts::add);
    inputs
        .evaluation()
        .ifPresent(found -> found.models().forEach(model -> facts.add(evaluation(model))));
    return facts;
  }

  private static Fact evaluation(EvaluatedModel model) {
    return new Fact(
        "Evaluation, " + model.role(),
        "%s in %s: %s"
            .formatted(answered(model), Amounts.duration(model.seconds()), model.source()));
  }

  private static String answered(EvaluatedModel model) {
    String prompts = plural(model.prompts(), "prompt");
    return model.kept() == 0
        ? prompts
        : "%s, of which %s had kept answers, the other %s"
            .formatted(
                prompts,
                Amounts.count(model.kept()),
                Amounts.count(model.prompts() - model.kept()));
  }

  private static String plural(long count, String what) {
    return Amounts.count(count) + " " + what + (count == 1 ? "" : "s");
  }
}
