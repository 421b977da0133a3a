package org.flanspark.tuning.metric;

import java.util.Map;
import java.util.Set;

/**
 * Exact match and F1 of ReCoRD (Zhang et al. 2018), as its evaluation script version 1.0 defines
 * them and in its order: SQuAD's normalisation, the best over the names that are right. The answer
 * is the chosen entity; exact match is accuracy, but for names that differ in case or punctuation
 * alone.
 */
final class RecordScores {
  private RecordScores() {}

  static Map<String, Double> of(AnsweredPrompt prompt) {
    Set<String> names = prompt.question().rightTexts();
    return Map.of(
        MetricNames.EXACT_MATCH,
        TextScores.exactMatch(prompt.text(), names),
        MetricNames.TOKEN_F1,
        TextScores.best(
            names,
            prompt.text(),
            (given, name) ->
                TextScores.overlap(
                    AnswerNormalization.words(given), AnswerNormalization.words(name))));
  }
}
