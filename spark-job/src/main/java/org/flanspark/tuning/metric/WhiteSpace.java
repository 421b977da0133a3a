package org.flanspark.tuning.metric;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** White space as Python's {@code str.split} knows it: Unicode's, and four separators of ASCII. */
final class WhiteSpace {
  private static final Pattern RUN =
      Pattern.compile("[\\s\\x1c-\\x1f]+", Pattern.UNICODE_CHARACTER_CLASS);

  private WhiteSpace() {}

  /** What stands between white space, in order. */
  static List<String> split(String text) {
    return Arrays.stream(RUN.split(text)).filter(word -> !word.isEmpty()).toList();
  }
}
