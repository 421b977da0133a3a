package org.flanspark.tuning.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flanspark.tuning.evaluation.Certainty;
import org.flanspark.tuning.evaluation.Gain;
import org.flanspark.tuning.metric.Interval;
import org.flanspark.tuning.report.StudyReport.ClusterPoint;
import org.flanspark.tuning.report.StudyReport.Kind;
import org.flanspark.tuning.report.StudyReport.Point;
import org.flanspark.tuning.report.StudyReport.Run;
import org.jspecify.annotations.Nullable;

/** Reports on studies for tests: two of bars, two of curves. */
final class StudyReports {
  static final String NLI = "natural-language-inference";
  static final String QA = "closed-book-qa";
  static final String COMMONSENSE = "commonsense";

  private static final double CONFIDENCE = 0.95;
  private static final String CLEAN = "clean: none of 300 inputs in training";

  private StudyReports() {}

  /** A run for each of eight clusters, of which one is withheld and one run failed. */
  static StudyReport leaveOneOut() {
    List<Point> points =
        List.of(
            single("Natural language inference", known(NLI, 0.541, 0.490, 0.003)),
            single("Sentiment", known("sentiment", 0.812, 0.502, 0.0001)),
            single("Paraphrase", withheld("paraphrase")),
            single("Closed-book QA", known(QA, 0.052, 0.061, 0.8)),
            single(
                "Reading comprehension with commonsense",
                known("reading-comprehension-with-commonsense", 0.31, 0.255, 0.07)),
            single("Coreference", known("coreference", 0.93, 0.52, 0.0004)),
            single("Struct to text", generated("struct-to-text", 0.224, 0.143)));
    List<Run> runs = new ArrayList<>(runs(points));
    runs.add(
        new Run(
            "translation",
            "Translation",
            "",
            null,
            "/studies/leave/runs/translation-77",
            "Cannot read wmt16_ro_en: the folder data/wmt16 does not exist; download it first",
            Map.of("mixture.hold-out", "[\"translation\"]"),
            null,
            null,
            Map.of("prepare", 3.25)));
    return new StudyReport(
        "leave-one-cluster-out",
        "Leave one cluster out",
        "What does a tuned model do on a cluster of tasks of which it never saw one?",
        Kind.BARS,
        "held-out cluster",
        points,
        runs);
  }

  /** Three runs, each asked in two ways about three clusters, two of them with a paper's number. */
  static StudyReport roleOfInstructions() {
    List<Point> points = new ArrayList<>();
    List<String> labels = List.of("Instructions", "Names of data sets", "No template");
    for (int run = 0; run < 3; run++) {
      double lower = 0.05 * run;
      points.add(
          asked(labels.get(run), "instructions", 0.552 - 1.5 * lower)
              .of(
                  known(NLI, 0.512 - lower, 0.38, 0.01),
                  known(QA, 0.152 - lower, 0.06, 0.03),
                  generated("translation", 0.281 - lower, 0.02)));
      points.add(
          asked(labels.get(run), "task-name", run == 1 ? 0.470 : null)
              .of(
                  plain(NLI, 0.45 - lower, 0.37),
                  plain(QA, 0.11 + lower, 0.05),
                  plain("translation", 0.22, 0.01)));
    }
    return new StudyReport(
        "role-of-instructions",
        "Role of instructions",
        "Is it the instructions that help on tasks never seen, or the many tasks alone?",
        Kind.BARS,
        "what the model was tuned on",
        points,
        runs(points));
  }

  /** Seven places with what the paper found; at the fourth a cluster is withheld. */
  static StudyReport trainingClusters() {
    List<Double> paper = List.of(0.499, 0.550, 0.593, 0.592, 0.608, 0.619, 0.635);
    List<Point> points = new ArrayList<>();
    for (int clusters = 1; clusters <= 7; clusters++) {
      double gain = 0.12 * (1 - Math.exp(-clusters / 2.5));
      points.add(
          at("clusters-" + clusters, "", clusters, paper.get(clusters - 1))
              .of(
                  known(NLI, 0.38 + gain, 0.37, 0.02),
                  clusters == 4 ? withheld(QA) : known(QA, 0.05 + gain / 2, 0.06, 0.4),
                  known(COMMONSENSE, 0.5 + 1.2 * gain - 0.01 * (clusters % 2), 0.49, 0.0005)));
    }
    return new StudyReport(
        "training-clusters",
        "Number of training clusters",
        "Does a model that is tuned on more clusters of tasks do better on those that it never"
            + " saw?",
        Kind.CURVE,
        "number of training clusters",
        points,
        runs(points));
  }

  /** Three series of three places, all from one untuned model. */
  static StudyReport dataSetsAndTemplates() {
    List<Point> points = new ArrayList<>();
    List<String> series = List.of("1 template", "4 templates", "10 templates");
    for (int i = 0; i < 3; i++) {
      for (int sets : new int[] {1, 2, 4}) {
        double more = 0.03 * sets + 0.008 * i;
        points.add(
            at(sets + "-data-sets-" + series.get(i).replace(' ', '-'), series.get(i), sets, null)
                .of(
                    known(NLI, 0.38 + more, 0.37, 0.02),
                    known(QA, 0.3 + more * 1.3, 0.28, 0.4),
                    known(COMMONSENSE, 0.45 + 0.8 * more, 0.4, 0.0005)));
      }
    }
    return new StudyReport(
        "datasets-and-templates",
        "Data sets per cluster and templates per data set",
        "Is it worth more to add data sets to a cluster, or templates to a data set?",
        Kind.CURVE,
        "data sets per cluster",
        points,
        runs(points));
  }

  /** One cluster at four sizes, of which one failed. */
  static StudyReport scale() {
    List<Point> points =
        List.of(
            at("width-64", "", 0.35, null).of(known(NLI, 0.35, 0.34, 0.5)),
            at("width-128", "", 1.1, null).of(known(NLI, 0.37, 0.35, 0.4)),
            at("width-256", "", 3.8, null).of(known(NLI, 0.48, 0.36, 0.01)));
    List<Run> runs = new ArrayList<>(runs(points));
    runs.add(
        new Run(
            "width-192",
            "width-192",
            "",
            2.3,
            "/studies/scale/runs/width-192",
            "out of memory",
            Map.of("mixture.tasks", "[" + "story_questions,".repeat(20) + "chats]"),
            null,
            null,
            Map.of()));
    return new StudyReport(
        "scale",
        "Scale",
        "From what size on does tuning help on tasks that were never seen?",
        Kind.CURVE,
        "millions of weights",
        points,
        runs);
  }

  /** A run with two clusters, every text of which is hostile. */
  static StudyReport hostile(Kind kind) {
    String bad = Reports.HOSTILE;
    ClusterPoint cluster =
        new ClusterPoint(
            bad, bad, List.of(bad), 10, true, 0.5, 0.1, 0.4, null, 0.3, 0.2, null, bad);
    ClusterPoint other =
        new ClusterPoint(
            "b" + bad, bad, List.of(bad), 10, true, 0.7, 0.1, 0.4, null, 0.3, 0.2, null, bad);
    List<Point> points =
        Stream.of("1", "2")
            .map(
                number ->
                    new Point(
                        number + bad,
                        bad,
                        bad,
                        Double.valueOf(number),
                        bad,
                        0,
                        CONFIDENCE,
                        List.of(cluster, other),
                        0.6,
                        0.4,
                        0.5))
            .toList();
    Run run = new Run("1" + bad, bad, bad, 1.0, bad, bad, Map.of(bad, bad), null, null, Map.of());
    return new StudyReport(bad, bad, bad, kind, bad, points, List.of(run));
  }

  static StudyReport nothing(Kind kind) {
    return new StudyReport("none", "None", "Is there a run?", kind, "axis", List.of(), List.of());
  }

  /** A curve of these means over one cluster at 1, 2 and so on. */
  static StudyReport curve(List<Point> points) {
    return new StudyReport(
        "a-study", "A study", "Is more better?", Kind.CURVE, "width", points, runs(points));
  }

  /** All of a point but its clusters. */
  record Start(
      String run,
      String label,
      String series,
      @Nullable Double at,
      String style,
      @Nullable Double paper) {
    Point of(ClusterPoint... clusters) {
      List<ClusterPoint> all = List.of(clusters);
      return new Point(
          run,
          label,
          series,
          at,
          style,
          0,
          CONFIDENCE,
          all,
          mean(all.stream().map(ClusterPoint::tuned).toList()),
          mean(all.stream().map(ClusterPoint::untuned).toList()),
          paper);
    }
  }

  private static @Nullable Double mean(List<@Nullable Double> scores) {
    double sum = 0;
    for (Double score : scores) {
      if (score == null) {
        return null;
      }
      sum += score;
    }
    return sum / scores.size();
  }

  static Start at(String run, String series, double at, @Nullable Double paper) {
    return new Start(run, run, series, at, "instructions", paper);
  }

  static Start asked(String label, String style, @Nullable Double paper) {
    return new Start(
        label.toLowerCase(Locale.ROOT).replace(' ', '-'), label, "", null, style, paper);
  }

  private static Point single(String label, ClusterPoint cluster) {
    return new Start(cluster.cluster(), label, "", null, "instructions", null).of(cluster);
  }

  static ClusterPoint known(String cluster, double tuned, double untuned, double p) {
    return new ClusterPoint(
        cluster,
        "accuracy",
        List.of("a_task"),
        300,
        true,
        tuned,
        0.012,
        untuned,
        untuned + 0.02,
        0.35,
        0.333,
        new Certainty(
            new Interval(tuned - 0.04, tuned + 0.04),
            new Interval(untuned - 0.03, untuned + 0.03),
            new Gain(
                tuned - untuned,
                new Interval(tuned - untuned - 0.05, tuned - untuned + 0.05),
                p / 4,
                p),
            new Gain(tuned - untuned - 0.02, new Interval(-0.1, 0.1), p, Math.min(1, 2 * p))),
        CLEAN);
  }

  /** Without chance and majority. */
  private static ClusterPoint generated(String cluster, double tuned, double untuned) {
    return new ClusterPoint(
        cluster,
        "bleu",
        List.of("a_task", "another_task"),
        1234,
        true,
        tuned,
        0.004,
        untuned,
        null,
        null,
        null,
        new Certainty(
            new Interval(tuned - 0.01, tuned + 0.012),
            new Interval(untuned - 0.01, untuned + 0.01),
            new Gain(tuned - untuned, new Interval(0.05, 0.11), 0.0001, 0.0002),
            null),
        CLEAN);
  }

  /** Asked otherwise than in the main way: without certainty. */
  private static ClusterPoint plain(String cluster, double tuned, double untuned) {
    return new ClusterPoint(
        cluster,
        "accuracy",
        List.of("a_task"),
        300,
        true,
        tuned,
        0.02,
        untuned,
        null,
        null,
        null,
        null,
        CLEAN);
  }

  static ClusterPoint withheld(String cluster) {
    return new ClusterPoint(
        cluster,
        "mixed",
        List.of(),
        0,
        true,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        "withheld: 17 of 300 inputs stood in training");
  }

  private static List<Run> runs(List<Point> points) {
    List<Point> first =
        IntStream.range(0, points.size())
            .filter(i -> i == 0 || !points.get(i).run().equals(points.get(i - 1).run()))
            .mapToObj(points::get)
            .toList();
    return first.stream()
        .map(
            point ->
                new Run(
                    point.run(),
                    point.label(),
                    point.series(),
                    point.at(),
                    "/studies/a-study/runs/" + point.run() + "-0123456789abcdef",
                    Run.DONE,
                    Map.of(
                        "mixture.hold-out",
                        "[\"" + point.clusters().get(0).cluster() + "\"]",
                        "model.width",
                        "64"),
                    1_310_720L,
                    2.345,
                    Map.of("prepare", 21.4, "train", 412.0, "evaluate", 95.5)))
        .toList();
  }
}
