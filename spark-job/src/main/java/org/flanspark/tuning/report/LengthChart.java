package org.flanspark.tuning.report;

import java.util.List;
import org.flanspark.data.shard.Manifest.Lengths;
import org.flanspark.data.shard.Manifest.TaskFacts;
import org.jspecify.annotations.Nullable;

/**
 * How long each task's inputs and targets are: a row of cells for each, one cell a range of
 * lengths, the darker the more examples lie in it; a mark at the mean.
 */
final class LengthChart {
  private static final double WIDTH = 900;
  private static final double ROW = 22;
  private static final double TOP = 26;
  private static final double BELOW = 44;
  private static final double GAP = 28;

  /** Room for half of the last tick. */
  private static final double RIGHT = 20;

  private static final double CELL_GAP = 1.5;

  /** The first bucket holds lengths below 16; each other one ends at twice the length. */
  private static final int FIRST_END = 16;

  private final List<TaskFacts> tasks;
  private final double labels;
  private final int buckets;
  private final double cell;

  private LengthChart(List<TaskFacts> tasks) {
    this.tasks = tasks;
    this.labels = LabelColumn.width(tasks.stream().map(TaskFacts::name).toList());
    this.buckets =
        tasks.stream()
            .mapToInt(task -> Math.max(size(task.inputTokens()), size(task.targetTokens())))
            .max()
            .orElse(1);
    this.cell = (WIDTH - RIGHT - labels - GAP) / 2 / buckets;
  }

  /** The drawing as XML, of the tasks that are trained on. */
  static String draw(String id, List<TaskFacts> tasks) {
    return new LengthChart(tasks).draw(id);
  }

  private String draw(String id) {
    double bottom = TOP + tasks.size() * ROW;
    SvgElement drawing =
        SvgElement.drawing(
            id,
            WIDTH,
            bottom + BELOW,
            "Lengths of inputs and targets by task",
            "For each of %s tasks, how many of its inputs and targets lie in each range of lengths"
                .formatted(tasks.size()));
    panel(drawing, 0, "inputs, tokens", bottom);
    panel(drawing, 1, "targets, tokens", bottom);
    for (int i = 0; i < tasks.size(); i++) {
      TaskFacts task = tasks.get(i);
      double middle = TOP + (i + 0.5) * ROW;
      drawing.add(LabelColumn.label(labels, middle, task.name()));
      strip(drawing, 0, middle, task.name() + ", inputs", task.inputTokens());
      strip(drawing, 1, middle, task.name() + ", targets", task.targetTokens());
    }
    return drawing.render();
  }

  private double left(int panel) {
    return labels + panel * (buckets * cell + GAP);
  }

  private void panel(SvgElement drawing, int panel, String caption, double bottom) {
    for (int bucket = 0; bucket <= buckets; bucket++) {
      String tick = bucket == 0 ? "0" : Long.toString((long) FIRST_END << (bucket - 1));
      double x = left(panel) + bucket * cell;
      drawing.add(SvgElement.label("tick", x, bottom + 14, "middle", tick));
    }
    drawing.add(
        SvgElement.label(
            "caption", left(panel) + buckets * cell / 2, bottom + 34, "middle", caption));
  }

  private void strip(
      SvgElement drawing, int panel, double middle, String name, @Nullable Lengths lengths) {
    if (lengths == null) {
      return;
    }
    long all = lengths.histogram().stream().mapToLong(Long::longValue).sum();
    for (int bucket = 0; bucket < lengths.histogram().size(); bucket++) {
      double share = (double) lengths.histogram().get(bucket) / all;
      if (share > 0) {
        drawing.add(
            SvgElement.rectangle(
                    "length",
                    left(panel) + bucket * cell,
                    middle - ROW / 2 + CELL_GAP,
                    cell - CELL_GAP,
                    ROW - 2 * CELL_GAP)
                // The root keeps rare lengths visible beside common ones.
                .with("fill-opacity", Math.sqrt(share))
                .hint(hint(name, bucket, share)));
      }
    }
    double mean = left(panel) + cell * place(lengths.mean());
    drawing.add(
        SvgElement.line("mean", mean, middle - ROW / 2 + 3, mean, middle + ROW / 2 - 3)
            .hint("%s: %s tokens on average".formatted(name, Amounts.plain(lengths.mean()))));
  }

  /** Where a length lies among the buckets, in buckets. */
  private static double place(double length) {
    if (length < FIRST_END) {
      return length / FIRST_END;
    }
    double doublings = Math.log(length / FIRST_END) / Math.log(2);
    int bucket = (int) doublings;
    double start = (double) FIRST_END * (1L << bucket);
    return 1 + bucket + (length - start) / start;
  }

  private static String hint(String name, int bucket, double share) {
    long from = bucket == 0 ? 0 : (long) FIRST_END << (bucket - 1);
    long to = ((long) FIRST_END << bucket) - 1;
    return "%s of %s to %s tokens: %s %%".formatted(name, from, to, Amounts.percent(share));
  }

  private static int size(@Nullable Lengths lengths) {
    return lengths == null ? 0 : lengths.histogram().size();
  }
}
