package org.flanspark.tuning.report;

import java.util.List;

/** The names on the left of a chart, right-aligned; one that is too long is cut. */
final class LabelColumn {
  /** Of the bold font of names at its widest, on average over a name. */
  private static final double CHARACTER = 8.5;

  private static final double GAP = 10;
  private static final int MOST_CHARACTERS = 40;

  private LabelColumn() {}

  /** The width that the names need. */
  static double width(List<String> names) {
    int longest = names.stream().mapToInt(String::length).max().orElse(0);
    return 2 * GAP + CHARACTER * Math.min(longest, MOST_CHARACTERS);
  }

  /** A name in a column of this width; a pointer shows it whole. */
  static SvgElement label(double width, double middle, String name) {
    return label("name", width - GAP, middle, "end", name);
  }

  /** A name of another style in another place. */
  static SvgElement label(String style, double x, double middle, String anchor, String name) {
    boolean fits = name.length() <= MOST_CHARACTERS;
    String shown = fits ? name : name.substring(0, MOST_CHARACTERS - 1) + "\u2026";
    SvgElement label = SvgElement.label(style, x, middle, anchor, shown);
    return fits ? label : label.hint(name);
  }
}
