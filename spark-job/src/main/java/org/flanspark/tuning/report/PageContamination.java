package org.flanspark.tuning.report;

import java.util.List;
import org.flanspark.data.shard.Manifest;
import org.flanspark.tuning.report.ReportPage.Verdict;

/** The table of what training holds of the inputs that are asked about. */
final class PageContamination {
  private PageContamination() {}

  static List<Verdict> of(List<Manifest.Contamination> verdicts) {
    return verdicts.stream().map(PageContamination::row).toList();
  }

  private static Verdict row(Manifest.Contamination verdict) {
    return new Verdict(
        verdict.task(),
        verdict.heldOut() ? "held out" : "trained on",
        Amounts.plain(verdict.checked()),
        Amounts.plain(verdict.found()),
        Amounts.plain(verdict.trainingExamples()),
        String.join(", ", verdict.sources()),
        verdict(verdict),
        verdict.evidence());
  }

  private static String verdict(Manifest.Contamination verdict) {
    if (verdict.found() == 0) {
      return "clean";
    }
    return verdict.mayBeReported() ? "left out of training" : "number withheld";
  }
}
