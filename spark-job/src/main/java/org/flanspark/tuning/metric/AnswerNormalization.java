package org.flanspark.tuning.metric;

import java.util.Arrays;
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
  private static final Pattern WHITE_SPACE =
      Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private AnswerNormalization() {}

  /** The words that are left, in order; none where the text holds nothing else. */
  public static List<String> words(String text) {
    String bare = PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    String withoutArticles = ARTICLE.matcher(bare).replaceAll(" ");
    return Arrays.stream(WHITE_SPACE.split(withoutArticles))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** The words with one space between them. */
  public static String apply(String text) {
    return String.join(" ", words(text));
  }
}
