package org.flanspark.tuning.metric;

import java.util.List;
import java.util.Map;

/**
 * F1 and exact match of SQuAD (Rajpurkar et al. 2016 and 2018), as its evaluation script version
 * 2.0 defines them: {@link AnswerNormalization}, the best over the answers, and for questions
 * without an answer the empty text alone is right. A model writes that text as {@value #NO_ANSWER},
 * so the word stands for it on either side.
 */
final class SquadScores {
  /** What is written where a text does not hold the answer. */
  static final String NO_ANSWER = "unanswerable";

  private SquadScores() {}

  static Map<String, Double> of(String text, List<String> references) {
    String answer = answer(text);
    // The script drops gold answers of which nothing is left, and takes the empty one for none.
    List<String> answers =
        references.stream().map(SquadScores::answer).filter(gold -> !gold.isEmpty()).toList();
    List<String> gold = answers.isEmpty() ? List.of("") : answers;
    return Map.of(
        MetricNames.TOKEN_F1, TextScores.tokenF1(answer, gold),
        MetricNames.EXACT_MATCH, TextScores.exactMatch(answer, gold));
  }

  private static String answer(String text) {
    String normalized = AnswerNormalization.apply(text);
    return normalized.equals(NO_ANSWER) ? "" : normalized;
  }
}
