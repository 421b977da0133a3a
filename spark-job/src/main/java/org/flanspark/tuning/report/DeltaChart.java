package org.flanspark.tuning.report;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.flanspark.tuning.report.PlotFrame.Point;

/** Curves over rounds of what the workers' deltas were. */
final class DeltaChart {
  private static final double TOP = 12;
  private static final double HEIGHT = 250;
  private static final int TICKS = 5;

  private final String title;
  private final List<RoundSeries> series;
  private final RoundAxis rounds;

  private DeltaChart(String title, List<RoundSeries> series, RoundAxis rounds) {
    this.title = title;
    this.series = series;
    this.rounds = rounds;
  }

  /** How far the workers went, as XML; empty where no delta counted. */
  static String norms(String id, Exchanges exchanges) {
    return new DeltaChart(
            "Norms of the workers' deltas by round",
            RoundSeries.norms(exchanges),
            RoundAxis.of(exchanges))
        .draw(id, "norm of a delta", 0);
  }

  /** How alike their ways were, as XML; empty where there never were two deltas. */
  static String cosines(String id, Exchanges exchanges) {
    return new DeltaChart(
            "Cosine between the workers' deltas by round",
            RoundSeries.cosine(),
            RoundAxis.of(exchanges))
        .draw(id, "cosine", 1);
  }

  /**
   * The drawing.
   *
   * @param caption of the upward axis, which begins at 0 or below
   * @param reached a value that the axis reaches at least
   */
  private String draw(String id, String caption, double reached) {
    List<Double> values =
        series.stream().flatMap(one -> rounds.points(one).stream()).map(Point::up).toList();
    if (values.isEmpty()) {
      return "";
    }
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return draw(
        id,
        caption,
        new PlotFrame(
            rounds.scale(),
            LinearScale.around(
                Math.min(0, least),
                Math.max(reached, most),
                TICKS,
                HEIGHT - PlotFrame.BELOW,
                TOP)));
  }

  private String draw(String id, String caption, PlotFrame frame) {
    SvgElement drawing = SvgElement.drawing(id, PlotFrame.WIDTH, HEIGHT, title, description());
    frame.drawUp(drawing, TICKS, caption);
    rounds.draw(drawing, frame);
    series.forEach(one -> drawing.add(frame.curve(one.style(), rounds.points(one))));
    rounds.spans().forEach(span -> drawing.add(rounds.hint(frame, frame, span, hint(span))));
    return drawing.render();
  }

  private String description() {
    List<RoundSpan> spans = rounds.spans();
    return "First " + hint(spans.get(0)) + "; last " + hint(spans.get(spans.size() - 1));
  }

  /** {@code round 12: worker 0 1.25, worker 1 1.3}. */
  private String hint(RoundSpan span) {
    return series.stream()
        .map(one -> one.name() + " " + value(span.mean(one.value())))
        .collect(Collectors.joining(", ", span.title() + ": ", ""));
  }

  private static String value(OptionalDouble mean) {
    return mean.isPresent() ? Amounts.significant(mean.getAsDouble()) : "none";
  }
}
