package org.flanspark.tuning.report;

import java.util.List;
import java.util.stream.Stream;
import org.flanspark.tuning.report.RunReport.TaskShare;

/** Each task's share of the mixture: what was asked for, and what became of it. */
final class ShareChart {
  private static final double WIDTH = 860;
  private static final double RIGHT = 30;
  private static final double TOP = 12;
  private static final double ROW = 22;
  private static final double AXIS = 46;

  private final List<TaskShare> tasks;
  private final double labels;
  private final LinearScale scale;

  private ShareChart(List<TaskShare> tasks) {
    this.tasks = tasks;
    this.labels = LabelColumn.width(tasks.stream().map(TaskShare::task).toList());
    double most =
        tasks.stream()
            .flatMap(
                task ->
                    Stream.of(
                        task.requestedShare(),
                        task.realisedShareOfRows(),
                        task.realisedShareOfTokens()))
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(1);
    this.scale = LinearScale.around(0, most, 6, labels, WIDTH - RIGHT);
  }

  /** The drawing as XML. */
  static String draw(String id, List<TaskShare> tasks) {
    return new ShareChart(List.copyOf(tasks)).draw(id);
  }

  private String draw(String id) {
    double bottom = TOP + tasks.size() * ROW;
    SvgElement drawing =
        SvgElement.drawing(
            id,
            WIDTH,
            bottom + AXIS,
            "Shares of the mixture by task",
            "Requested share, realised share of examples and of tokens for each of %s tasks; the table below has the numbers"
                .formatted(tasks.size()));
    drawAxis(drawing, bottom);
    for (int i = 0; i < tasks.size(); i++) {
      drawTask(drawing, tasks.get(i), TOP + (i + 0.5) * ROW);
    }
    return drawing.render();
  }

  private void drawAxis(SvgElement drawing, double bottom) {
    for (double tick : scale.ticks(6)) {
      double x = scale.at(tick);
      drawing.add(SvgElement.line("grid", x, TOP, x, bottom));
      drawing.add(SvgElement.label("tick", x, bottom + 14, "middle", Amounts.plain(100 * tick)));
    }
    drawing.add(SvgElement.line("axis", scale.at(0), TOP, scale.at(0), bottom));
    drawing.add(
        SvgElement.label(
            "caption",
            (labels + WIDTH - RIGHT) / 2,
            bottom + 34,
            "middle",
            "share of the mixture, per cent"));
  }

  private void drawTask(SvgElement drawing, TaskShare task, double middle) {
    drawing.add(LabelColumn.label(labels, middle, task.task()));
    double requested = scale.at(task.requestedShare());
    double rows = scale.at(task.realisedShareOfRows());
    double tokens = scale.at(task.realisedShareOfTokens());
    drawing.add(
        SvgElement.line(
            "span",
            Math.min(requested, Math.min(rows, tokens)),
            middle,
            Math.max(requested, Math.max(rows, tokens)),
            middle));
    drawing.add(
        SvgElement.line("requested", requested, middle - 8, requested, middle + 8)
            .hint(hint(task, "requested", task.requestedShare())));
    drawing.add(
        SvgElement.circle("realised-rows", rows, middle, 5)
            .hint(hint(task, "of examples", task.realisedShareOfRows())));
    drawing.add(
        SvgElement.diamond("realised-tokens", tokens, middle, 6)
            .hint(hint(task, "of tokens", task.realisedShareOfTokens())));
  }

  private static String hint(TaskShare task, String what, double share) {
    return "%s, %s: %s %%".formatted(task.task(), what, Amounts.percent(share));
  }
}
