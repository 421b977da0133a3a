package org.flanspark.tuning.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.flanspark.tuning.report.PlotFrame.Point;
import org.flanspark.tuning.tracking.RoundMetrics;

/** Training and validation loss over the tokens that were trained on. */
final class LossChart {
  private static final double HEIGHT = 320;
  private static final double TOP = 12;
  private static final int TICKS = 6;

  private final List<Point> training;
  private final List<Point> validation;
  private final PlotFrame frame;

  private LossChart(List<Point> training, List<Point> validation) {
    this.training = training;
    this.validation = validation;
    List<Double> losses =
        Stream.concat(training.stream(), validation.stream()).map(Point::up).toList();
    double tokens = training.get(training.size() - 1).across();
    this.frame =
        new PlotFrame(
            new LinearScale(
                0, Math.max(1, tokens), PlotFrame.LEFT, PlotFrame.WIDTH - PlotFrame.RIGHT),
            LinearScale.around(
                losses.stream().mapToDouble(Double::doubleValue).min().orElse(0),
                losses.stream().mapToDouble(Double::doubleValue).max().orElse(1),
                TICKS,
                HEIGHT - PlotFrame.BELOW,
                TOP));
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
        SvgElement.drawing(id, PlotFrame.WIDTH, HEIGHT, "Loss over training tokens", description());
    frame.drawUp(drawing, TICKS, "loss, nats a token");
    frame.drawAcross(drawing, frame.across().ticks(TICKS), Amounts::amount, "tokens trained on");
    drawing.add(frame.curve("training", training));
    if (!validation.isEmpty()) {
      drawing.add(frame.curve("validation", validation));
    }
    validation.forEach(point -> drawing.add(validationPoint(point)));
    return drawing.render();
  }

  private String description() {
    return "Training loss from %s to %s nats a token%s"
        .formatted(
            Amounts.loss(training.get(0).up()),
            Amounts.loss(training.get(training.size() - 1).up()),
            validation.isEmpty()
                ? ""
                : "; validation loss from %s to %s"
                    .formatted(
                        Amounts.loss(validation.get(0).up()),
                        Amounts.loss(validation.get(validation.size() - 1).up())));
  }

  private SvgElement validationPoint(Point point) {
    return frame
        .dot("validation-point", point)
        .hint(
            "validation loss %s after %s tokens"
                .formatted(Amounts.loss(point.up()), Amounts.amount(point.across())));
  }
}
