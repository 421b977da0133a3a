package org.flanspark.tuning.report;

import org.flanspark.tuning.report.StudyReport.Point;

/**
 * A way of asking.
 *
 * @param style of the prompts
 * @param shots exemplars in them
 */
record AskedHow(String style, int shots) {
  static AskedHow of(Point point) {
    return new AskedHow(point.style(), point.shots());
  }

  /** {@code instructions, zero-shot}. */
  String text() {
    return words() + ", " + (shots == 0 ? "zero-shot" : shots + "-shot");
  }

  private String words() {
    return switch (style) {
      case "task-name" -> "names of tasks";
      case "none" -> "no template";
      default -> style;
    };
  }
}
