package org.flanspark.tuning.metric;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a prompt asks, as a metric sees it.
 *
 * @param group what belongs to one question where a metric needs it; empty otherwise
 * @param options the texts to choose from; empty where text is generated
 * @param answers the indices of the right options
 * @param references the texts that count as right
 */
public record Question(
    String group, List<String> options, List<Integer> answers, List<String> references) {
  public Question {
    options = List.copyOf(options);
    answers = List.copyOf(answers);
    references = List.copyOf(references);
  }

  /** Whether an option is chosen; otherwise a text is written. */
  public boolean isRanked() {
    return !options.isEmpty();
  }

  /** Answered by an option; an index past the last one is no answer, which is wrong. */
  public AnsweredPrompt choosing(int option) {
    return new AnsweredPrompt(this, option, option < options.size() ? options.get(option) : "");
  }

  /** Answered by a text of the model's own. */
  public AnsweredPrompt writing(String text) {
    return new AnsweredPrompt(this, AnsweredPrompt.NONE, text);
  }

  /** The texts that count as right: those of the right options, and the references. */
  Set<String> rightTexts() {
    Set<String> texts = new LinkedHashSet<>();
    answers.forEach(answer -> texts.add(options.get(answer)));
    texts.addAll(references);
    return texts;
  }
}
