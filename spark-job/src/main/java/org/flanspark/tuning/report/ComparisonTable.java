package org.flanspark.tuning.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.flanspark.tuning.evaluation.Gain;
import org.flanspark.tuning.evaluation.RunComparison;
import org.flanspark.tuning.evaluation.RunComparison.ClusterRow;
import org.flanspark.tuning.evaluation.RunComparison.Compared;

/** A comparison as a table for a terminal; scores in per cent. */
public final class ComparisonTable {
  private static final String INDENT = "  ";

  private final RunComparison comparison;
  private final int names;

  /** The table of a comparison. */
  public ComparisonTable(RunComparison comparison) {
    this.comparison = comparison;
    this.names =
        comparison.rows().stream()
            .flatMap(row -> namesOf(row).stream())
            .mapToInt(String::length)
            .max()
            .orElse(0);
  }

  private static List<String> namesOf(ClusterRow row) {
    List<String> names = new ArrayList<>(List.of(row.cluster().name()));
    row.tasks().forEach(task -> names.add(INDENT + task.name()));
    return names;
  }

  /** The table's lines. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("first   " + comparison.first());
    lines.add("second  " + comparison.second());
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%-" + names + "s %8s %7s %7s %7s  %-16s %7s %7s",
            "",
            "prompts",
            "first",
            "second",
            "gain",
            Math.round(100 * comparison.confidence()) + " %",
            "p",
            "p Holm"));
    for (ClusterRow row : comparison.rows()) {
      lines.add(line(row.cluster().name(), row.cluster()));
      row.tasks().forEach(task -> lines.add(line(INDENT + task.name(), task)));
    }
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT, "mean over clusters: %+.1f points", 100 * comparison.difference()));
    if (!comparison.leftOut().isEmpty()) {
      lines.add(
          "not compared, since not both runs have a number: "
              + String.join(", ", new TreeSet<>(comparison.leftOut())));
    }
    return lines;
  }

  private String line(String name, Compared compared) {
    Gain gain = compared.gain();
    String interval =
        String.format(
            Locale.ROOT,
            "[%+.1f, %+.1f]",
            100 * gain.interval().low(),
            100 * gain.interval().high());
    return String.format(
        Locale.ROOT,
        "%-" + names + "s %8d %7.1f %7.1f %+7.1f  %-16s %7.3f %7.3f%s",
        name,
        compared.prompts(),
        100 * compared.first(),
        100 * compared.second(),
        100 * gain.difference(),
        interval,
        gain.pValue(),
        gain.adjustedPValue(),
        gain.isSignificant() ? " *" : "");
  }
}
