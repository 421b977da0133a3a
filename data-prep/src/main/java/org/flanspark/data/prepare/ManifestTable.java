package org.flanspark.data.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.flanspark.data.shard.Manifest;
import org.jspecify.annotations.Nullable;

/** The tasks of a manifest as a table for the log. */
final class ManifestTable {
  private static final String HEAD = "%-32s %9s %9s %9s %9s %8s %8s %7s %7s";

  private ManifestTable() {}

  static List<String> lines(Manifest manifest) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            HEAD,
            "task",
            "read",
            "rejected",
            "drawn",
            "packed",
            "asked %",
            "got %",
            "tok in",
            "tok out"));
    for (Manifest.TaskFacts task : manifest.tasks()) {
      lines.add(line(task));
    }
    return lines;
  }

  private static String line(Manifest.TaskFacts task) {
    long rejected = task.quarantined().values().stream().mapToLong(Long::longValue).sum();
    return String.format(
        Locale.ROOT,
        HEAD,
        task.name() + (task.heldOut() ? " (held out)" : ""),
        task.read(),
        rejected,
        task.drawn(),
        task.rendered(),
        percent(task.requestedShare()),
        percent(task.realisedShareOfRows()),
        mean(task.inputTokens()),
        mean(task.targetTokens()));
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f", 100 * share);
  }

  static String mean(Manifest.@Nullable Lengths lengths) {
    return lengths == null ? "-" : String.format(Locale.ROOT, "%.1f", lengths.mean());
  }
}
