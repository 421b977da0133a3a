package org.flanspark.tuning.metric;

import java.util.Map;

/** What the families measure of one prompt. */
final class FamilyScores {
  private FamilyScores() {}

  static Map<String, Double> none(AnsweredPrompt prompt) {
    return Map.of();
  }

  /** Whether a right option was chosen, or a reference written to the letter. */
  static Map<String, Double> accuracy(AnsweredPrompt prompt) {
    Question question = prompt.question();
    double accuracy =
        question.isRanked()
            ? TextScores.one(prompt.hasChosenRight())
            : TextScores.accuracy(prompt.text(), question.references());
    return Map.of(MetricNames.ACCURACY, accuracy);
  }

  static Map<String, Double> all(AnsweredPrompt prompt) {
    return TextScores.all(prompt.text(), prompt.question().references());
  }

  static Map<String, Double> accuracyOrAll(AnsweredPrompt prompt) {
    return prompt.question().isRanked() ? accuracy(prompt) : all(prompt);
  }

  static Map<String, Double> squad(AnsweredPrompt prompt) {
    return SquadScores.of(prompt.text(), prompt.question().references());
  }

  static Map<String, Double> triviaQa(AnsweredPrompt prompt) {
    return TriviaQaScores.of(prompt.text(), prompt.question().references());
  }

  static PromptScores rouge(Rouge rouge) {
    return prompt -> rouge.scores(prompt.text(), prompt.question().references());
  }

  static Map<String, Double> editSimilarity(AnsweredPrompt prompt) {
    double best =
        TextScores.best(prompt.question().references(), prompt.text(), EditDistance::similarity);
    return Map.of(MetricNames.EDIT_SIMILARITY, best);
  }
}
