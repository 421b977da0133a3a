package org.flanspark.tuning.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Columns of the seconds that rounds took, by phase: whole rounds above, and below, since training
 * is most of them, what they took beside it.
 */
final class PhaseChart {
  private static final List<Phase> ALL = List.of(Phase.values());

  private static final double TOP = 12;
  private static final double WHOLE = 190;
  private static final double BETWEEN = 24;
  private static final double AVERAGING = 140;
  private static final double HEIGHT = TOP + WHOLE + BETWEEN + AVERAGING + PlotFrame.BELOW;
  private static final int TICKS = 5;

  private final RoundAxis rounds;
  private final PlotFrame whole;
  private final PlotFrame averaging;

  private PhaseChart(RoundAxis rounds) {
    this.rounds = rounds;
    this.whole = frame(ALL, TOP, WHOLE);
    this.averaging = frame(Phase.AVERAGING, TOP + WHOLE + BETWEEN, AVERAGING);
  }

  private PlotFrame frame(List<Phase> phases, double top, double height) {
    double most = rounds.spans().stream().mapToDouble(span -> sum(span, phases)).max().orElse(0);
    return new PlotFrame(rounds.scale(), LinearScale.around(0, most, TICKS, top + height, top));
  }

  private static double sum(RoundSpan span, List<Phase> phases) {
    return phases.stream().mapToDouble(span::seconds).sum();
  }

  /** The drawing as XML; of one round or more. */
  static String draw(String id, Exchanges exchanges) {
    String description = "Of %s rounds, a round: %s";
    return new PhaseChart(RoundAxis.of(exchanges))
        .draw(
            id,
            description.formatted(
                exchanges.count(), phases(phase -> exchanges.seconds(phase) / exchanges.count())));
  }

  private String draw(String id, String description) {
    SvgElement drawing =
        SvgElement.drawing(id, PlotFrame.WIDTH, HEIGHT, "Seconds a round by phase", description);
    whole.drawUp(drawing, TICKS, "whole round, s");
    averaging.drawUp(drawing, TICKS, "averaging, s");
    rounds.draw(drawing, averaging);
    for (RoundSpan span : rounds.spans()) {
      drawColumn(drawing, whole, span, ALL);
      drawColumn(drawing, averaging, span, Phase.AVERAGING);
      String hint = span.title() + ": " + phases(span::seconds);
      drawing.add(rounds.hint(whole, averaging, span, hint));
    }
    return drawing.render();
  }

  private void drawColumn(SvgElement drawing, PlotFrame plot, RoundSpan span, List<Phase> phases) {
    double bottom = 0;
    for (Phase phase : phases) {
      double top = bottom + span.seconds(phase);
      drawing.add(rounds.column(phase.style(), plot, span, bottom, top));
      bottom = top;
    }
  }

  /** {@code local steps 7.2 s, sending 0.41 s, ...}. */
  private static String phases(ToDoubleFunction<Phase> seconds) {
    return ALL.stream()
        .map(phase -> phase.title() + " " + Amounts.seconds(seconds.applyAsDouble(phase)))
        .collect(Collectors.joining(", "));
  }
}
