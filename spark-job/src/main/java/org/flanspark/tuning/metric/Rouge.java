package org.flanspark.tuning.metric;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * ROUGE (Lin 2004) as Google's rouge_score computes it: F1 of ROUGE-1, ROUGE-2 and ROUGE-Lsum, of
 * each the best over the references. Tokens are runs of a to z and 0 to 9 in lower case. T5, and so
 * FLAN, does not stem, and puts every sentence that ends in a lone point on a line of its own,
 * which ROUGE-Lsum takes for its unit; both are kept here. They report the median of a bootstrap,
 * this the mean.
 */
final class Rouge {
  private static final Pattern BETWEEN_TOKENS = Pattern.compile("[^a-z0-9]+");

  /** Shorter words rouge_score never stems. */
  private static final int SHORTEST_STEMMED = 4;

  private final UnaryOperator<String> stemmer;

  private Rouge(UnaryOperator<String> stemmer) {
    this.stemmer = stemmer;
  }

  /** Words as they are: T5's and FLAN's. */
  static Rouge unstemmed() {
    return new Rouge(word -> word);
  }

  /** Words without their endings: {@code use_stemmer=True}. */
  static Rouge stemmed() {
    return new Rouge(word -> word.length() < SHORTEST_STEMMED ? word : PorterStemmer.stem(word));
  }

  Map<String, Double> scores(String text, Collection<String> references) {
    return Map.of(
        MetricNames.ROUGE_1, TextScores.best(references, text, (t, r) -> runs(t, r, 1)),
        MetricNames.ROUGE_2, TextScores.best(references, text, (t, r) -> runs(t, r, 2)),
        MetricNames.ROUGE_LSUM, TextScores.best(references, text, this::subsequences));
  }

  /** ROUGE-N: F1 of the runs of so many tokens. */
  double runs(String text, String reference, int length) {
    Map<List<String>, Integer> given = NGrams.count(tokens(text), length);
    Map<List<String>, Integer> expected = NGrams.count(tokens(reference), length);
    return f1(NGrams.shared(given, expected), total(given), total(expected));
  }

  /**
   * ROUGE-Lsum: a reference's token counts as found where it is in a longest common subsequence of
   * its sentence and any of the text's (Lin 2004, section 3.2), but as often only as both texts
   * have it.
   */
  double subsequences(String text, String reference) {
    List<List<String>> given = sentences(text);
    List<List<String>> expected = sentences(reference);
    Map<String, Integer> left = counts(given);
    Map<String, Integer> leftExpected = counts(expected);
    int textLength = total(left);
    int referenceLength = total(leftExpected);
    int found = 0;
    for (List<String> sentence : expected) {
      for (int place : union(sentence, given).stream().toArray()) {
        String token = sentence.get(place);
        if (left.getOrDefault(token, 0) > 0 && leftExpected.getOrDefault(token, 0) > 0) {
          left.merge(token, -1, Integer::sum);
          leftExpected.merge(token, -1, Integer::sum);
          found++;
        }
      }
    }
    return f1(found, textLength, referenceLength);
  }

  private static BitSet union(List<String> sentence, List<List<String>> text) {
    BitSet union = new BitSet();
    text.forEach(other -> union.or(Subsequence.places(sentence, other)));
    return union;
  }

  private List<List<String>> sentences(String text) {
    return Arrays.stream(text.replace(" . ", " .\n").split("\n")).map(this::tokens).toList();
  }

  List<String> tokens(String text) {
    return Stream.of(BETWEEN_TOKENS.split(text.toLowerCase(Locale.ROOT)))
        .map(stemmer)
        .filter(token -> !token.isEmpty())
        .toList();
  }

  private static Map<String, Integer> counts(List<List<String>> sentences) {
    Map<String, Integer> counts = new HashMap<>();
    sentences.forEach(sentence -> sentence.forEach(token -> counts.merge(token, 1, Integer::sum)));
    return counts;
  }

  private static int total(Map<?, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static double f1(int shared, int given, int expected) {
    return shared == 0 ? 0 : 2.0 * shared / (given + expected);
  }
}
