package org.flanspark.tuning.nightly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.flanspark.tuning.evaluation.RunComparison;
import org.flanspark.tuning.report.ComparisonTable;

/** {@code summary.txt}: how a night ended and why, for whoever reads the mail in the morning. */
final class NightSummary {
  private NightSummary() {}

  /** Of a night that compared nothing. */
  static String of(Night night) {
    return text(lines(night));
  }

  /**
   * Of a night whose model was held against the one in service.
   *
   * @param comparison the model in service first
   */
  static String of(Night night, RunComparison comparison) {
    List<String> lines = new ArrayList<>(lines(night));
    lines.add("");
    lines.addAll(new ComparisonTable(comparison).lines());
    return text(lines);
  }

  private static List<String> lines(Night night) {
    String outcome = night.outcome() == null ? "at work" : night.outcome().label();
    List<String> lines = new ArrayList<>();
    lines.add("night     %s".formatted(night.night()));
    lines.add("outcome   %s".formatted(outcome));
    lines.add("why       %s".formatted(night.why()));
    if (night.comparedWith() != null) {
      lines.add("compared  with the model in service, of night " + night.comparedWith());
    }
    lines.add("time      %s to %s".formatted(night.started(), night.ended()));
    lines.add("seconds   %s".formatted(seconds(night)));
    return lines;
  }

  private static String seconds(Night night) {
    return Arrays.stream(Phase.values())
        .filter(phase -> night.seconds().containsKey(phase.label()))
        .map(
            phase ->
                String.format(
                    Locale.ROOT, "%s %.1f", phase.label(), night.seconds().get(phase.label())))
        .collect(Collectors.joining(", "));
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
