package org.flanspark.tuning.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.data.shard.ManifestFile;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.tuning.evaluation.Asking;
import org.flanspark.tuning.evaluation.EvaluationResults;
import org.flanspark.tuning.evaluation.ResultsFolder;
import org.flanspark.tuning.metric.MeanAndDeviation;
import org.flanspark.tuning.report.StudyReport;
import org.flanspark.tuning.tracking.RoundMetrics;
import org.flanspark.tuning.training.RunFolder;

/** The results of a study's runs, side by side. */
final class StudyFindings {
  private final StudyFile study;
  private final Configuration hadoop;

  StudyFindings(StudyFile study, Configuration hadoop) {
    this.study = study;
    this.hadoop = hadoop;
  }

  /**
   * The report on the runs so far.
   *
   * @param outcomes of those whose turn has come, by name: done, or why not
   */
  StudyReport of(List<PlannedRun> runs, Map<String, String> outcomes) {
    List<StudyReport.Point> points = new ArrayList<>();
    List<StudyReport.Run> reported = new ArrayList<>();
    for (PlannedRun run : runs) {
      String outcome = outcomes.getOrDefault(run.name(), StudyReport.Run.WAITING);
      if (outcome.equals(StudyReport.Run.DONE)) {
        results(run).ifPresent(results -> points.addAll(points(run, results)));
      }
      reported.add(reported(run, outcome));
    }
    return new StudyReport(
        study.name(),
        study.title(),
        study.question(),
        Objects.requireNonNull(study.figure().kind()),
        study.figure().axis(),
        StudyCorrection.of(points),
        reported);
  }

  private Optional<EvaluationResults> results(PlannedRun run) {
    return new ResultsFolder(new Path(run.config().output().run()), hadoop).read();
  }

  private StudyReport.Run reported(PlannedRun run, String outcome) {
    RunFolder folder = new RunFolder(new Path(run.config().output().run()));
    List<RoundMetrics> rounds = RoundMetrics.read(folder, hadoop);
    return new StudyReport.Run(
        run.name(),
        run.label(),
        run.series(),
        run.at(),
        run.config().output().run(),
        outcome,
        run.settings(),
        rounds.isEmpty() ? null : rounds.stream().mapToLong(RoundMetrics::tokens).sum(),
        rounds.stream()
            .flatMap(round -> Stream.ofNullable(round.validationLoss()))
            .reduce((before, last) -> last)
            .orElse(null),
        RunDiary.open(run.config(), hadoop).seconds());
  }

  private List<StudyReport.Point> points(PlannedRun run, EvaluationResults results) {
    ClusterFindings findings =
        new ClusterFindings(
            results,
            ManifestFile.read(new PreparedFolder(run.config().output().prepared()), hadoop));
    List<Asking> asked = study.ask().isEmpty() ? List.of(findings.main()) : study.ask();
    return asked.stream()
        .filter(findings::has)
        .map(asking -> point(run, asking, findings))
        .toList();
  }

  private StudyReport.Point point(PlannedRun run, Asking asking, ClusterFindings findings) {
    List<StudyReport.ClusterPoint> clusters =
        findings.measured(run.measure()).stream()
            .map(cluster -> findings.of(cluster, asking))
            .toList();
    return new StudyReport.Point(
        run.name(),
        run.label(),
        run.series(),
        run.at(),
        asking.style(),
        asking.shots(),
        findings.results().confidence(),
        clusters,
        MeanAndDeviation.meanOrNull(clusters, StudyReport.ClusterPoint::tuned),
        MeanAndDeviation.meanOrNull(clusters, StudyReport.ClusterPoint::untuned),
        asking.shots() == 0 ? run.paper().get(asking.style()) : null);
  }
}
