package org.flanspark.tuning.report;

/** How the series of a plot are told apart: each has a colour, and a shape for who sees none. */
final class SeriesMark {
  private static final int COLOURS = 6;
  private static final int SHAPES = 5;

  private SeriesMark() {}

  /** The class of the style sheet that gives a series its colour. */
  static String colour(int series) {
    return "series-" + series % COLOURS;
  }

  /** A mark of the series' shape that covers about a circle of this radius. */
  static SvgElement draw(int series, String style, double x, double y, double radius) {
    return switch (series % SHAPES) {
      case 0 -> SvgElement.circle(style, x, y, radius);
      case 1 ->
          SvgElement.rectangle(
              style, x - 0.9 * radius, y - 0.9 * radius, 1.8 * radius, 1.8 * radius);
      case 2 -> triangle(style, x, y, 1.2 * radius);
      case 3 -> SvgElement.diamond(style, x, y, 1.3 * radius);
      default -> triangle(style, x, y, -1.2 * radius);
    };
  }

  /** With its point up where the radius is above 0. */
  private static SvgElement triangle(String style, double x, double y, double radius) {
    double base = y + 0.8 * radius;
    return SvgElement.of("path")
        .with("class", style)
        .with(
            "d",
            "M%s %sL%s %sL%s %sZ"
                .formatted(
                    SvgElement.number(x), SvgElement.number(y - radius),
                    SvgElement.number(x + radius), SvgElement.number(base),
                    SvgElement.number(x - radius), SvgElement.number(base)));
  }
}
