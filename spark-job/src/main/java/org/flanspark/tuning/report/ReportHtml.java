package org.flanspark.tuning.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.Manifest.TaskFacts;
import org.flanspark.tuning.report.ReportPage.Fact;

/** One page without any other file: style and drawings are in it. All texts are escaped. */
final class ReportHtml {
  private static final String TEMPLATE = "report.mustache";

  private ReportHtml() {}

  static String of(ReportInputs inputs, RunReport report) {
    return PageTemplate.fill(TEMPLATE, page(inputs, report));
  }

  private static ReportPage page(ReportInputs inputs, RunReport report) {
    PageSummary summary = new PageSummary(inputs, report);
    Optional<PageScores> scores =
        inputs.evaluation().map(results -> new PageScores(results, inputs.manifest()));
    return new ReportPage(
        inputs.name(),
        PageTemplate.style(),
        summary.sentences(),
        summary.tiles(),
        inputs.evaluation().map(PageTables::charts).orElse(List.of()),
        scores.map(PageScores::clusters).orElse(List.of()),
        scores.map(PageScores::certainty).orElse(""),
        PageWays.ways(report.clusters()),
        PageWays.normalisations(report.normalisation()),
        PageWays.normalised(report.tasks()),
        PageContamination.of(report.contamination()),
        inputs.rounds().isEmpty() ? "" : LossChart.draw("loss", inputs.rounds()),
        PageAveraging.of(Exchanges.of(inputs.rounds())).stream().toList(),
        inputs.plan().map(plan -> PagePlan.of(plan, inputs.rounds())).orElse(List.of()),
        report.mixture().isEmpty() ? "" : ShareChart.draw("mixture", report.mixture()),
        PageTables.shares(report.mixture()),
        lengths(inputs.manifest()),
        inputs.evaluation().map(PageTables::samples).orElse(List.of()),
        summary.facts(),
        inputs.config().toYaml(),
        versions(inputs.manifest()));
  }

  private static String lengths(Manifest manifest) {
    List<TaskFacts> packed =
        manifest.tasks().stream().filter(task -> task.inputTokens() != null).toList();
    return packed.isEmpty() ? "" : LengthChart.draw("lengths", packed);
  }

  private static List<Fact> versions(Manifest manifest) {
    return manifest.versions().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(version -> new Fact(version.getKey(), version.getValue()))
        .toList();
  }
}
