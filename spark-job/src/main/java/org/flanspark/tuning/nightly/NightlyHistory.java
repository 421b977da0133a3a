package org.flanspark.tuning.nightly;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.RunConfig;

/** All nights as a table for a terminal, the latest last. */
public final class NightlyHistory {
  private static final String ROW = "%-10s  %-11s  %9s  %-11s  %s";

  private NightlyHistory() {}

  /** The table's lines. */
  public static List<String> lines(RunConfig config, Configuration hadoop) {
    NightlyFolder folder = NightlyFolder.of(config, hadoop);
    return lines(folder.nights().all(), folder.pointer().read());
  }

  static List<String> lines(List<Night> nights, Optional<Promotion> inService) {
    List<String> lines = new ArrayList<>();
    lines.add(String.format(Locale.ROOT, ROW, "night", "outcome", "mean gain", "model", "why"));
    nights.forEach(
        night ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    ROW,
                    night.night(),
                    outcome(night, inService),
                    gain(night),
                    mark(night.night(), inService),
                    night.why())));
    return lines;
  }

  private static String outcome(Night night, Optional<Promotion> inService) {
    // The pointer knows better than a night that was killed before it could say so.
    boolean promoted = !mark(night.night(), inService).isEmpty();
    if (night.outcome() == null) {
      return promoted ? NightOutcome.PROMOTED.label() : "unfinished";
    }
    return night.outcome().label();
  }

  private static String gain(Night night) {
    return night.verdict() == null
        ? "-"
        : String.format(Locale.ROOT, "%+.1f", 100 * night.verdict().meanDifference());
  }

  private static String mark(String night, Optional<Promotion> inService) {
    if (inService.isEmpty()) {
      return "";
    }
    Promotion current = inService.get();
    if (current.night().equals(night)) {
      return "in service";
    }
    if (current.rolledBack().contains(night)) {
      return "rolled back";
    }
    return current.needed().contains(night) ? "before" : "";
  }
}
