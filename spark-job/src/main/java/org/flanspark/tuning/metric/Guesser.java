package org.flanspark.tuning.metric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A task's questions, one after the other, to what guessing comes to. Holds counts for each option,
 * not the questions.
 *
 * <p>Where all questions have the same options in any order, the commonest answer is a text
 * ("yes"); where options differ from question to question it is a place (the second).
 */
public final class Guesser {
  private final MetricFamily family;
  private final Map<String, TextGuess> texts = new LinkedHashMap<>();
  private final List<PlaceGuess> places = new ArrayList<>();
  private boolean haveSameOptions = true;
  private boolean isMean = true;
  private long questions;
  private double chances;

  /** Always the same text. */
  private static final class TextGuess {
    private final Tally tally;
    private long right;

    private TextGuess(Tally tally) {
      this.tally = tally;
    }
  }

  /** Always the same place. */
  private static final class PlaceGuess {
    private double score;
    private long right;
  }

  /** Guesses of a task that is measured so. */
  public Guesser(MetricFamily family) {
    this.family = family;
  }

  /** Counts one more question, which has options. */
  public void add(Question question) {
    if (questions == 0) {
      question.options().forEach(text -> texts.put(text, new TextGuess(family.tally())));
    }
    haveSameOptions &= Set.copyOf(question.options()).equals(texts.keySet());
    if (haveSameOptions) {
      texts.forEach((text, guess) -> add(question, text, guess));
    }
    for (int place = 0; place < question.options().size(); place++) {
      add(question, place);
    }
    questions++;
  }

  private static void add(Question question, String text, TextGuess guess) {
    AnsweredPrompt answered = question.choosing(question.options().indexOf(text));
    guess.tally.add(answered);
    guess.right += answered.hasChosenRight() ? 1 : 0;
  }

  private void add(Question question, int place) {
    if (place == places.size()) {
      places.add(new PlaceGuess());
    }
    AnsweredPrompt answered = question.choosing(place);
    Optional<Double> ofOne = family.firstScore(answered);
    isMean &= ofOne.isPresent();
    double score = ofOne.orElse(0.0);
    PlaceGuess guess = places.get(place);
    guess.score += score;
    guess.right += answered.hasChosenRight() ? 1 : 0;
    chances += score / question.options().size();
  }

  /**
   * The guesses over all questions so far; of answers that are right equally often the first.
   *
   * @throws IllegalStateException if there is no question
   */
  public Guessing guessing() {
    if (questions == 0) {
      throw new IllegalStateException("Cannot guess: there is no question");
    }
    return new Guessing(
        haveSameOptions ? majorityText() : majorityPlace(), isMean ? chances / questions : null);
  }

  private @Nullable Double majorityText() {
    TextGuess best = null;
    for (TextGuess guess : texts.values()) {
      best = best == null || guess.right > best.right ? guess : best;
    }
    return best == null ? null : best.tally.scores().get(family.first());
  }

  private @Nullable Double majorityPlace() {
    PlaceGuess best = places.get(0);
    for (PlaceGuess guess : places) {
      best = guess.right > best.right ? guess : best;
    }
    return isMean ? best.score / questions : null;
  }
}
