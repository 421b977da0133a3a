package org.flanspark.tuning.metric;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers as a model writes them. */
public final class NumberTexts {
  /** Of a decimal number, white space around it aside; infinities are none. */
  public static final String DECIMAL =
      "\\s*[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?\\s*";

  private static final Pattern PATTERN = Pattern.compile(DECIMAL);

  private NumberTexts() {}

  /** The number, if the text is one and nothing else. */
  static OptionalDouble parse(String text) {
    if (!PATTERN.matcher(text).matches()) {
      return OptionalDouble.empty();
    }
    double number = Double.parseDouble(text.strip());
    return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
  }
}
