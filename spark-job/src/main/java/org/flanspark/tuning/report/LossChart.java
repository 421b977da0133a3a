package org.flanspark.tuning.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flanspark.tuning.tracking.RoundMetrics;

/** Training and validation loss over the tokens that were trained on. */
final class LossChart {
  private static final double WIDTH = 860;
  private static final double HEIGHT = 320;
  private static final double LEFT = 60;
  private static final double RIGHT = 16;
  private static final double TOP = 12;
  private static final double BOTTOM = 50;

  private final List<Point> training;
  private final List<Point> validation;
  private final LinearScale tokens;
  private final LinearScale loss;

  private record Point(double tokens, double loss) {}

  private LossChart(List<Point> training, List<Point> validation) {
    this.training = training;
    this.validation = validation;
    List<Double> losses =
        Stream.concat(training.stream(), validation.stream()).map(Point::loss).toList();
    double last = training.get(training.size() - 1).tokens();
    this.tokens = new LinearScale(0, Math.max(1, last), LEFT, WIDTH - RIGHT);
    this.loss =
        LinearScale.around(
            losses.stream().mapToDouble(Double::doubleValue).min().orElse(0),
            losses.stream().mapToDouble(Double::doubleValue).max().orElse(1),
            6,
            HEIGHT - BOTTOM,
            TOP);
  }

  /** The drawing as XML; the rounds are one or more. */
  static String draw(String id, List<RoundMetrics> rounds) {
    List<Point> training = new ArrayList<>();
    List<Point> validation = new ArrayList<>();
    for (RoundMetrics round : rounds) {
      training.add(new Point(round.totalTokens(), round.loss()));
      Double measured = round.validationLoss();
      if (measured != null) {
        validation.add(new Point(round.totalTokens(), measured));
      }
    }
    return new LossChart(training, validation).draw(id);
  }

  private String draw(String id) {
    SvgElement drawing =
        SvgElement.drawing(id, WIDTH, HEIGHT, "Loss over training tokens", description());
    drawAxes(drawing);
    drawing.add(curve("training", training));
    if (!validation.isEmpty()) {
      drawing.add(curve("validation", validation));
      validation.forEach(point -> drawing.add(dot("validation-point", "validation", point)));
    }
    if (training.size() == 1) {
      drawing.add(dot("training-point", "training", training.get(0)));
    }
    return drawing.render();
  }

  private String description() {
    return "Training loss from %s to %s nats a token%s"
        .formatted(
            Amounts.loss(training.get(0).loss()),
            Amounts.loss(training.get(training.size() - 1).loss()),
            validation.isEmpty()
                ? ""
                : "; validation loss from %s to %s"
                    .formatted(
                        Amounts.loss(validation.get(0).loss()),
                        Amounts.loss(validation.get(validation.size() - 1).loss())));
  }

  private void drawAxes(SvgElement drawing) {
    double bottom = HEIGHT - BOTTOM;
    for (double tick : loss.ticks(6)) {
      double y = loss.at(tick);
      drawing.add(SvgElement.line("grid", LEFT, y, WIDTH - RIGHT, y));
      drawing.add(SvgElement.label("tick", LEFT - 8, y, "end", Amounts.plain(tick)));
    }
    for (double tick : tokens.ticks(6)) {
      double x = tokens.at(tick);
      drawing.add(SvgElement.line("axis", x, bottom, x, bottom + 4));
      drawing.add(SvgElement.label("tick", x, bottom + 15, "middle", Amounts.amount(tick)));
    }
    drawing.add(SvgElement.line("axis", LEFT, bottom, WIDTH - RIGHT, bottom));
    drawing.add(
        SvgElement.label(
            "caption", (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, "middle", "tokens trained on"));
    drawing.add(
        SvgElement.label("caption", 0, 0, "middle", "loss, nats a token")
            .with(
                "transform",
                "translate(14 %s) rotate(-90)".formatted(Amounts.plain((TOP + bottom) / 2))));
  }

  private SvgElement curve(String style, List<Point> points) {
    return SvgElement.of("polyline")
        .with("class", style)
        .with(
            "points",
            points.stream()
                .map(
                    point ->
                        Amounts.plain(tokens.at(point.tokens()))
                            + ","
                            + Amounts.plain(loss.at(point.loss())))
                .collect(Collectors.joining(" ")));
  }

  private SvgElement dot(String style, String what, Point point) {
    return SvgElement.circle(style, tokens.at(point.tokens()), loss.at(point.loss()), 3)
        .hint(
            "%s loss %s after %s tokens"
                .formatted(what, Amounts.loss(point.loss()), Amounts.amount(point.tokens())));
  }
}
