package org.flanspark.tuning.report;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.Manifest.PackedFacts;
import org.flanspark.data.shard.Manifest.TaskFacts;
import org.flanspark.tuning.averaging.Exchange;
import org.flanspark.tuning.evaluation.Certainty;
import org.flanspark.tuning.evaluation.ClusterResult;
import org.flanspark.tuning.evaluation.ConditionScores;
import org.flanspark.tuning.evaluation.EvaluationResults;
import org.flanspark.tuning.evaluation.Gain;
import org.flanspark.tuning.evaluation.ModelScores;
import org.flanspark.tuning.evaluation.SampleAnswer;
import org.flanspark.tuning.evaluation.ScoreSummary;
import org.flanspark.tuning.evaluation.TaskResult;
import org.flanspark.tuning.evaluation.answer.EvaluatedModel;
import org.flanspark.tuning.metric.Interval;
import org.flanspark.tuning.metric.MeanAndDeviation;
import org.flanspark.tuning.plan.ProcessMemory;
import org.flanspark.tuning.plan.RoundCosts;
import org.flanspark.tuning.plan.RunCosts;
import org.flanspark.tuning.plan.RunPlan;
import org.flanspark.tuning.plan.Traffic;
import org.flanspark.tuning.tracking.RoundMetrics;
import org.jspecify.annotations.Nullable;

/**
 * Inputs of reports for tests: four tasks, of which two are held out, one of these withheld, and
 * forty rounds.
 */
final class Reports {
  /** What must not reach a page as it is. */
  static final String HOSTILE =
      "<script>alert(\"1\")</script> & '`</pre> ]]> | <!-- {{name}} javascript:x \u0007";

  private Reports() {}

  /** Without a plan, by a master that does not tell what averaging took. */
  static ReportInputs whole() {
    return new ReportInputs(
        "a-run", config(), manifest(), Optional.empty(), rounds(), Optional.of(evaluation()));
  }

  /** With a plan, by a master that tells what the exchange of three workers took. */
  static ReportInputs averaged() {
    return new ReportInputs(
        "a-run",
        config(),
        manifest(),
        Optional.of(plan()),
        toldRounds(),
        Optional.of(evaluation()));
  }

  static ReportInputs preparedOnly() {
    return new ReportInputs(
        "a-run", config(), manifest(), Optional.empty(), List.of(), Optional.empty());
  }

  /** Of a run whose data and settings are hostile in every text that the page shows. */
  static ReportInputs hostile() {
    RunConfig settings =
        RunConfig.read(
            new ConfigSource(
                Map.of(),
                "",
                Map.of("data.root", new TextNode(HOSTILE).toString()),
                LocalDate.of(2026, 1, 31),
                Map.of()));
    EvaluationResults results = evaluation();
    return new ReportInputs(
        HOSTILE,
        settings,
        hostileManifest(settings),
        Optional.of(plan()),
        toldRounds(),
        Optional.of(
            new EvaluationResults(
                results.formatVersion(),
                results.splits(),
                HOSTILE,
                results.confidence(),
                List.of(new EvaluatedModel(EvaluatedModel.TUNED, HOSTILE, 3000, 0, 75.2)),
                List.of(hostile(rte()), hostile(sst2())),
                List.of(cluster(hostile(sst2()), false), cluster(hostile(rte()), true)),
                results.samples(),
                results.withheld())));
  }

  private static Manifest hostileManifest(RunConfig settings) {
    return new Manifest(
        Manifest.FORMAT_VERSION,
        settings.toTree(),
        new Manifest.TokenizerFacts(HOSTILE, 2048, 0, List.of(), List.of(0)),
        List.of(),
        Map.of(HOSTILE, HOSTILE),
        List.of(task(HOSTILE, HOSTILE, 1, 1, 1), task("x" + HOSTILE, HOSTILE, 0, 0, 0)),
        Map.of("train", new PackedFacts(900, List.of(450L, 450L), 9000, 220_000, 40_000, 0.95)),
        Map.of("test", 300L),
        List.of(HOSTILE),
        List.of(
            new Manifest.Contamination(
                HOSTILE, true, 200, 3, 4, List.of(HOSTILE), false, List.of(HOSTILE))));
  }

  private static TaskResult hostile(TaskResult task) {
    return new TaskResult(
        task.task() + HOSTILE,
        task.cluster() + HOSTILE,
        task.heldOut(),
        task.metric() + HOSTILE,
        HOSTILE,
        task.examples(),
        task.tuned(),
        task.untuned(),
        task.majority(),
        task.chance(),
        task.certainty());
  }

  static RunPlan plan() {
    return new RunPlan(
        new ProcessMemory(1_500_000_000, 200_000_000, 600_000_000),
        new ProcessMemory(900_000_000, 800_000_000, 1_200_000_000),
        new RoundCosts(new Traffic(12_000_000, 12_000_000, 4_000_000), 6, 0.25),
        new RunCosts(40, 800, 250));
  }

  static RunConfig config() {
    return RunConfig.read(
        ConfigSource.ofYaml(
            "mixture: {hold-out: [natural-language-inference]}", LocalDate.of(2026, 1, 31)));
  }

  static Manifest manifest() {
    return manifest(
        List.of(
            new Manifest.Contamination("rte", true, 300, 0, 0, List.of(), true, List.of()),
            withheld()));
  }

  static Manifest manifest(List<Manifest.Contamination> verdicts) {
    return new Manifest(
        Manifest.FORMAT_VERSION,
        config().toTree(),
        new Manifest.TokenizerFacts("digest", 2048, 0, List.of(), List.of(0)),
        List.of(),
        Map.of("java", "17.0.1", "spark", "3.5.5"),
        List.of(
            task("paws", "paraphrase", 0, 0, 0),
            task("fix_punct", "miscellaneous", 0.4, 0.38, 0.55),
            task("rte", "natural-language-inference", 0, 0, 0),
            task("sst2", "sentiment", 0.6, 0.62, 0.45)),
        Map.of("train", new PackedFacts(900, List.of(450L, 450L), 9000, 220_000, 40_000, 0.95)),
        Map.of("test", 300L),
        List.of("paraphrase", "natural-language-inference"),
        verdicts);
  }

  private static Manifest.Contamination withheld() {
    return new Manifest.Contamination(
        "paws",
        true,
        200,
        3,
        4,
        List.of("imdb"),
        false,
        List.of("imdb/train/1 holds the whole input of paws/test/2: <i>fine</i>"));
  }

  private static TaskFacts task(
      String name, String cluster, double requested, double rows, double tokens) {
    boolean trained = requested > 0;
    return new TaskFacts(
        name,
        cluster,
        "classification",
        "accuracy",
        "own",
        trained,
        !trained,
        6000,
        Map.of(),
        0,
        trained ? 4500 : 0,
        trained ? 4500 : 0,
        0,
        requested,
        rows,
        tokens,
        trained ? new Manifest.Lengths(40, 3, 100, List.of(900L, 900L, 1800L, 900L)) : null,
        trained ? new Manifest.Lengths(2, 1, 20, List.of(4400L, 100L)) : null);
  }

  /** By a master that does not tell what averaging took. */
  static List<RoundMetrics> rounds() {
    return IntStream.rangeClosed(1, 40).mapToObj(number -> round(number, null)).toList();
  }

  /** Eight seconds each, of which half a second is averaging. */
  static List<RoundMetrics> toldRounds() {
    return IntStream.rangeClosed(1, 40)
        .mapToObj(number -> round(number, exchange(number)))
        .toList();
  }

  static RoundMetrics round(int number, @Nullable Exchange exchange) {
    double loss = 1.5 + 6 * Math.exp(-number / 8.0);
    return new RoundMetrics(
        number,
        20L * number,
        100_000,
        20_000,
        100_000L * number,
        loss,
        number % 5 == 0 ? loss + 0.1 : null,
        Map.of(),
        Map.of(),
        1e-3,
        0.8,
        12_500,
        8,
        0.5,
        exchange);
  }

  /** Of three workers that came less far, and less alike, the later the round. */
  static Exchange exchange(int round) {
    double norm = 4.0 / (1 + round);
    return new Exchange(
        0.125,
        7.5,
        0.25,
        0.0625,
        0.0625,
        12_000_000,
        12_000_000,
        4_000_000,
        Map.of(0, norm, 1, norm + 0.5, 2, norm + 0.25),
        2.0 / (2 + round),
        1_050_000_000L + round,
        2_100_000_000L - round);
  }

  static EvaluationResults evaluation() {
    return new EvaluationResults(
        EvaluationResults.FORMAT_VERSION,
        List.of("validation", "test"),
        "per-token",
        0.95,
        List.of(
            new EvaluatedModel(EvaluatedModel.TUNED, "file:/runs/a-run/model", 3000, 0, 75.2),
            new EvaluatedModel(
                EvaluatedModel.UNTUNED, "random weights of seed 42", 3100, 1100, 80)),
        List.of(fixPunct(), rte(), sst2()),
        List.of(cluster(fixPunct(), false), cluster(sst2(), false), cluster(rte(), true)),
        List.of(
            new SampleAnswer(
                "rte",
                "natural-language-inference",
                true,
                "rte/test/0011223344556677",
                0,
                HOSTILE,
                List.of("yes", HOSTILE),
                HOSTILE,
                false,
                "no"),
            new SampleAnswer(
                "sst2",
                "sentiment",
                false,
                "sst2/test/8899aabbccddeeff",
                0,
                "A joy from start to end.\n\nOPTIONS:\n- negative\n- positive",
                List.of("positive"),
                "positive",
                true,
                null)),
        List.of(withheld()));
  }

  static TaskResult sst2() {
    return new TaskResult(
        "sst2",
        "sentiment",
        false,
        "accuracy",
        null,
        872,
        ranked(0.81, 0.021, 0.83, null),
        ranked(0.502, 0.004, 0.5, null),
        0.51,
        0.5,
        new Certainty(
            new Interval(0.783, 0.836),
            new Interval(0.469, 0.535),
            new Gain(0.308, new Interval(0.265, 0.351), 0.0001, 0.0002),
            null));
  }

  static TaskResult rte() {
    return new TaskResult(
        "rte",
        "natural-language-inference",
        true,
        "accuracy",
        null,
        277,
        ranked(0.541, 0.03, 0.52, null),
        ranked(0.49, 0.02, 0.5, 0.473),
        0.527,
        0.5,
        new Certainty(
            new Interval(0.484, 0.6),
            new Interval(0.43, 0.549),
            new Gain(0.051, new Interval(-0.008, 0.112), 0.09, 0.18),
            new Gain(0.068, new Interval(0.011, 0.125), 0.021, 0.042)));
  }

  static TaskResult fixPunct() {
    return new TaskResult(
        "fix_punct",
        "miscellaneous",
        false,
        "token-f1",
        "nrefs:1|tok:13a",
        400,
        scores("token-f1", 0.37, null, null, Map.of()),
        null,
        null,
        null,
        null);
  }

  /** Asked in three ways, and the untuned model with completions, where there is a number. */
  private static ModelScores ranked(
      double mean, double std, double bestDev, @Nullable Double completion) {
    ScoreSummary main = summary("accuracy", mean, std, bestDev, normalisations(mean));
    List<ConditionScores> conditions = new ArrayList<>();
    if (completion != null) {
      conditions.add(
          new ConditionScores(
              "baseline", 0, summary("accuracy", completion, null, null, Map.of()), null));
    }
    conditions.add(new ConditionScores("instructions", 0, main, 1));
    conditions.add(
        new ConditionScores(
            "instructions", 5, summary("accuracy", mean + 0.02, std, null, Map.of()), null));
    conditions.add(
        new ConditionScores(
            "task-name", 0, summary("accuracy", mean - 0.1, 0.0, null, Map.of()), null));
    return new ModelScores(main, 1, completion, conditions, List.of());
  }

  private static Map<String, Double> normalisations(double perToken) {
    return Map.of(
        "sum", perToken - 0.01,
        "per-token", perToken,
        "per-character", perToken + 0.01,
        "per-byte", perToken + 0.02,
        "unconditional", perToken + 0.03);
  }

  private static ModelScores scores(
      String metric, double mean, Double std, Double bestDev, Map<String, Double> normalisations) {
    ScoreSummary main = summary(metric, mean, std, bestDev, normalisations);
    return new ModelScores(
        main, null, null, List.of(new ConditionScores("instructions", 0, main, null)), List.of());
  }

  private static ScoreSummary summary(
      String metric,
      double mean,
      @Nullable Double std,
      @Nullable Double bestDev,
      Map<String, Double> normalisations) {
    return new ScoreSummary(
        mean, std, bestDev, Map.of(metric, new MeanAndDeviation(mean, std)), normalisations);
  }

  private static ClusterResult cluster(TaskResult task, boolean heldOut) {
    ModelScores untuned = task.untuned();
    return new ClusterResult(
        task.cluster(),
        heldOut,
        task.metric(),
        List.of(task.task()),
        task.examples(),
        task.tuned().summary(),
        untuned == null ? null : untuned.summary(),
        untuned == null ? null : untuned.baselinePrompt(),
        task.majority(),
        task.chance(),
        task.certainty(),
        List.of());
  }
}
