package org.flanspark.tuning.metric;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;

/** A generated text against the texts that count as right: the best score over these. */
public final class TextScores {
  private TextScores() {}

  /**
   * Every metric of generated text, by name.
   *
   * @throws IllegalArgumentException if there is no reference
   */
  public static Map<String, Double> all(String text, Collection<String> references) {
    Map<String, Double> scores = new TreeMap<>();
    scores.put(MetricNames.ACCURACY, accuracy(text, references));
    scores.put(MetricNames.EXACT_MATCH, exactMatch(text, references));
    scores.put(MetricNames.TOKEN_F1, tokenF1(text, references));
    return scores;
  }

  /** 1 where the text is a reference to the letter, white space at the ends aside; else 0. */
  public static double accuracy(String text, Collection<String> references) {
    return best(
        references, text, (given, reference) -> one(given.strip().equals(reference.strip())));
  }

  /** 1 where the text is a reference after {@link AnswerNormalization}; else 0. */
  public static double exactMatch(String text, Collection<String> references) {
    return best(
        references,
        text,
        (given, reference) ->
            one(AnswerNormalization.apply(given).equals(AnswerNormalization.apply(reference))));
  }

  /**
   * The harmonic mean of precision and recall over the words that are left after {@link
   * AnswerNormalization}, counted as a bag. Where one side has no word: 1 if the other has none
   * either, else 0, as in SQuAD 2.0.
   *
   * <pre>
   * "the red fox"   against "a quick red fox"    2 shared, precision 2/2, recall 2/3: 0.8
   * </pre>
   */
  public static double tokenF1(String text, Collection<String> references) {
    return best(references, text, TextScores::tokenF1);
  }

  private static double tokenF1(String text, String reference) {
    List<String> given = AnswerNormalization.words(text);
    List<String> expected = AnswerNormalization.words(reference);
    return given.isEmpty() || expected.isEmpty()
        ? one(given.equals(expected))
        : overlap(given, expected);
  }

  /** F1 of two bags of words; 0 where they share none. */
  static double overlap(List<String> given, List<String> expected) {
    int shared = NGrams.shared(NGrams.count(given, 1), NGrams.count(expected, 1));
    // 2PR / (P + R) with P = shared / given and R = shared / expected
    return shared == 0 ? 0 : 2.0 * shared / (given.size() + expected.size());
  }

  /** The highest score that a reference gives. */
  static double best(
      Collection<String> references, String text, ToDoubleBiFunction<String, String> score) {
    return references.stream()
        .mapToDouble(reference -> score.applyAsDouble(text, reference))
        .max()
        .orElseThrow(
            () -> new IllegalArgumentException("Cannot score a text: it has no reference"));
  }

  static double one(boolean right) {
    return right ? 1 : 0;
  }
}
