package org.flanspark.tuning.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flanspark.tuning.report.ReportPage.Normalised;
import org.flanspark.tuning.report.ReportPage.NormalisedRows;
import org.flanspark.tuning.report.ReportPage.Way;
import org.flanspark.tuning.report.ReportPage.WayRows;
import org.flanspark.tuning.report.RunReport.ClusterScores;
import org.flanspark.tuning.report.RunReport.Condition;
import org.flanspark.tuning.report.RunReport.Scores;
import org.flanspark.tuning.report.RunReport.Spread;
import org.flanspark.tuning.report.RunReport.TaskScores;
import org.jspecify.annotations.Nullable;

/** Scores by the way of asking, and by the way of choosing an option. */
final class PageWays {
  private static final Map<String, String> STYLES =
      Map.of(
          "instructions", "instructions",
          "task-name", "the task's name",
          "none", "no instructions",
          "baseline", "completion");

  /** In the order that they are shown in. */
  private static final Map<String, String> NORMALISATIONS = new LinkedHashMap<>();

  static {
    NORMALISATIONS.put("sum", "Sum");
    NORMALISATIONS.put("per-token", "Per token");
    NORMALISATIONS.put("per-character", "Per character");
    NORMALISATIONS.put("per-byte", "Per byte");
    NORMALISATIONS.put("unconditional", "Over unconditional");
  }

  private PageWays() {}

  /** By cluster; none where everything was asked in one way. */
  static List<WayRows> ways(@Nullable List<ClusterScores> clusters) {
    return clusters == null || clusters.stream().allMatch(found -> found.conditions().size() < 2)
        ? List.of()
        : clusters.stream()
            .map(
                cluster ->
                    new WayRows(
                        cluster.cluster(),
                        PageTables.place(cluster.heldOut()),
                        cluster.conditions().stream().map(PageWays::way).toList()))
            .toList();
  }

  private static Way way(Condition condition) {
    return new Way(
        STYLES.getOrDefault(condition.style(), condition.style()),
        Amounts.count(condition.shots()),
        spread(condition.tuned()),
        spread(condition.untuned()));
  }

  private static String spread(@Nullable Spread spread) {
    return spread == null || spread.mean() == null
        ? PageScores.NOTHING
        : Amounts.percent(spread.mean(), spread.std());
  }

  /**
   * The heading.
   *
   * @param reported the one by which the scores elsewhere chose
   */
  static List<String> normalisations(@Nullable String reported) {
    List<String> names = new ArrayList<>();
    NORMALISATIONS.forEach(
        (label, name) -> names.add(label.equals(reported) ? name + " (reported)" : name));
    return names;
  }

  /** By task, of those that rank options. */
  static List<NormalisedRows> normalised(@Nullable List<TaskScores> tasks) {
    return tasks == null
        ? List.of()
        : tasks.stream()
            .filter(task -> !task.tuned().normalisations().isEmpty())
            .map(PageWays::normalised)
            .toList();
  }

  private static NormalisedRows normalised(TaskScores task) {
    List<Normalised> models = new ArrayList<>();
    models.add(normalised("tuned", task.tuned()));
    Scores untuned = task.untuned();
    if (untuned != null) {
      models.add(normalised("untuned", untuned));
    }
    return new NormalisedRows(task.task(), task.metric(), models);
  }

  private static Normalised normalised(String model, Scores scores) {
    return new Normalised(
        model,
        NORMALISATIONS.keySet().stream()
            .map(label -> PageScores.orDash(scores.normalisations().get(label)))
            .toList());
  }
}
