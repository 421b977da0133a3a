package org.flanspark.tuning.report;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.Manifest.TaskFacts;
import org.flanspark.tuning.report.ReportPage.Fact;

/** One page without any other file: style and drawings are in it. All texts are escaped. */
final class ReportHtml {
  private static final String TEMPLATE = "report.mustache";
  private static final String STYLE = "report.css";

  private ReportHtml() {}

  static String of(ReportInputs inputs, RunReport report) {
    return Mustache.compiler()
        .emptyStringIsFalse(true)
        .compile(resource(TEMPLATE))
        .execute(page(inputs, report));
  }

  private static ReportPage page(ReportInputs inputs, RunReport report) {
    PageSummary summary = new PageSummary(inputs, report);
    return new ReportPage(
        inputs.name(),
        resource(STYLE),
        summary.sentences(),
        summary.tiles(),
        inputs.evaluation().map(PageTables::charts).orElse(List.of()),
        inputs.evaluation().map(PageTables::clusters).orElse(List.of()),
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

  private static String resource(String name) {
    try (InputStream in = ReportHtml.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("Missing resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read resource " + name, e);
    }
  }
}
