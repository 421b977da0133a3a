package org.flanspark.data.prepare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.Manifest.TaskFacts;
import org.jspecify.annotations.Nullable;

/**
 * This time's preparation beside last time's. A table that was only half loaded is the commonest
 * failure of a nightly job, and nothing else about it looks wrong.
 */
public final class ManifestComparison {
  private static final String HEAD = "%-32s %19s %17s %15s %15s  %s";

  private final Map<String, TaskFacts> last = new HashMap<>();
  private final List<TaskFacts> now;

  public ManifestComparison(Manifest last, Manifest now) {
    last.tasks().forEach(task -> this.last.put(task.name(), task));
    this.now = now.tasks();
  }

  /** A line for each task: last time's value, then this time's. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        format("task", "rows read", "share of rows %", "tokens in", "tokens out", "left out"));
    for (TaskFacts task : now) {
      lines.add(line(last.get(task.name()), task));
    }
    TreeSet<String> gone = new TreeSet<>(last.keySet());
    now.forEach(task -> gone.remove(task.name()));
    gone.forEach(name -> lines.add(format(name, "not in this mixture", "", "", "", "")));
    return lines;
  }

  /**
   * Refuses a task that has lost too many of its rows.
   *
   * @param leastShare of last time's rows ({@code quality.min-rows-share-of-last}); null = any
   * @throws DataException that names the tasks and their rows
   */
  static void requireRows(Manifest last, Map<String, Long> rowsNow, @Nullable Double leastShare) {
    if (leastShare == null) {
      return;
    }
    List<String> lost = new ArrayList<>();
    for (TaskFacts task : last.tasks()) {
      Long rows = rowsNow.get(task.name());
      if (rows != null && rows < leastShare * task.read()) {
        lost.add("- %s: %s rows, %s last time".formatted(task.name(), rows, task.read()));
      }
    }
    if (!lost.isEmpty()) {
      throw new DataException(
          "Cannot prepare: these tasks have less than quality.min-rows-share-of-last (%s) of last time's rows; was their data loaded in full?\n%s"
              .formatted(leastShare, String.join("\n", lost)));
    }
  }

  private static String line(@Nullable TaskFacts before, TaskFacts task) {
    return before == null
        ? format(
            task.name(),
            "new, " + task.read(),
            ManifestTable.percent(task.realisedShareOfRows()),
            ManifestTable.mean(task.inputTokens()),
            ManifestTable.mean(task.targetTokens()),
            reasons(Map.of(), task.quarantined()))
        : format(
            task.name(),
            before.read() + " > " + task.read(),
            ManifestTable.percent(before.realisedShareOfRows())
                + " > "
                + ManifestTable.percent(task.realisedShareOfRows()),
            ManifestTable.mean(before.inputTokens())
                + " > "
                + ManifestTable.mean(task.inputTokens()),
            ManifestTable.mean(before.targetTokens())
                + " > "
                + ManifestTable.mean(task.targetTokens()),
            reasons(before.quarantined(), task.quarantined()));
  }

  private static String reasons(Map<String, Long> before, Map<String, Long> now) {
    TreeMap<String, String> byReason = new TreeMap<>();
    before.forEach((reason, records) -> byReason.put(reason, records + " > 0"));
    now.forEach(
        (reason, records) ->
            byReason.put(
                reason, Objects.requireNonNullElse(before.get(reason), 0L) + " > " + records));
    List<String> texts = new ArrayList<>();
    byReason.forEach((reason, change) -> texts.add(reason + " " + change));
    return String.join(", ", texts);
  }

  private static String format(Object... values) {
    return String.format(Locale.ROOT, HEAD, values).stripTrailing();
  }
}
