package org.flanspark.tuning.metric;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Exact match and F1 of TriviaQA (Joshi et al. 2017), as its evaluation script version 1.0 defines
 * them: the best over the aliases. Unlike SQuAD's, punctuation and the quotes ‘ ’ ´ give way to a
 * blank, and two answers without a word share none: F1 0.
 *
 * <pre>
 * "The Rock'n'Roll_era"   ->   "rock n roll era"
 * </pre>
 */
final class TriviaQaScores {
  private static final Pattern PUNCTUATION = Pattern.compile("[\\p{Punct}‘’´]");

  private TriviaQaScores() {}

  static Map<String, Double> of(String text, List<String> aliases) {
    return Map.of(
        MetricNames.EXACT_MATCH,
        TextScores.best(
            aliases, text, (given, alias) -> TextScores.one(words(given).equals(words(alias)))),
        MetricNames.TOKEN_F1,
        TextScores.best(
            aliases, text, (given, alias) -> TextScores.overlap(words(given), words(alias))));
  }

  static List<String> words(String text) {
    return AnswerNormalization.withoutArticles(
        PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" "));
  }
}
