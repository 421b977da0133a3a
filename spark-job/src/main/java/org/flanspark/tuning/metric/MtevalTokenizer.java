package org.flanspark.tuning.metric;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A text to tokens as mteval-v13a.pl, WMT's scorer, cuts it, and sacreBLEU under the name {@code
 * 13a}: ASCII punctuation stands alone, but point and comma between digits, apostrophe, and a dash
 * that does not follow a digit stay.
 *
 * <pre>
 * "It's 3.5, isn't it? Page 3-4."   ->   It's 3.5 , isn't it ? Page 3 - 4 .
 * </pre>
 */
final class MtevalTokenizer {
  /** All of ASCII's punctuation but apostrophe, comma, dash and point; and the blank. */
  private static final Pattern PUNCTUATION = Pattern.compile("([{-~\\[-` -&(-+:-@/])");

  private static final Pattern MARK_AFTER_OTHER = Pattern.compile("([^0-9])([.,])");
  private static final Pattern MARK_BEFORE_OTHER = Pattern.compile("([.,])([^0-9])");
  private static final Pattern DASH_AFTER_DIGIT = Pattern.compile("([0-9])(-)");

  private MtevalTokenizer() {}

  static List<String> tokens(String text) {
    String line = " " + plain(text.stripTrailing()) + " ";
    line = PUNCTUATION.matcher(line).replaceAll(" $1 ");
    line = MARK_AFTER_OTHER.matcher(line).replaceAll("$1 $2 ");
    line = MARK_BEFORE_OTHER.matcher(line).replaceAll(" $1 $2");
    line = DASH_AFTER_DIGIT.matcher(line).replaceAll("$1 $2 ");
    return WhiteSpace.split(line);
  }

  /** One line, without what SGML files need. */
  private static String plain(String text) {
    return text.replace("<skipped>", "")
        .replace("-\n", "")
        .replace("\n", " ")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">");
  }
}
