package org.flanspark.tuning.metric;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What two answers may differ in and still be the same: case, ASCII punctuation, English articles
 * and white space. The steps and their order are those of SQuAD's {@code normalize_answer}
 * (Rajpurkar et al. 2016, official evaluation script, version 2.0).
 *
 * <pre>
 * "The  U.S. army!"   ->   "us army"
 * </pre>
 */
public final class AnswerNormalization {
  private static final Pattern PUNCTUATION = Pattern.compile("\\p{Punct}");
  private static final Pattern ARTICLE =
      Pattern.compile("\\b(a|an|the)\\b", Pattern.UNICODE_CHARACTER_CLASS);

  private AnswerNormalization() {}

  /** The words that are left, in order; none where the text holds nothing else. */
  public static List<String> words(String text) {
    return withoutArticles(PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(""));
  }

  /** The words of a text that has no punctuation any more. */
  static List<String> withoutArticles(String bare) {
    return WhiteSpace.split(ARTICLE.matcher(bare).replaceAll(" "));
  }

  /** The words with one space between them. */
  public static String apply(String text) {
    return String.join(" ", words(text));
  }
}
