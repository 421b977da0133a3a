package org.flanspark.tuning.evaluation.answer;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.inference.GenerationSettings;
import org.flanspark.tuning.inference.LanguageModel;
import org.flanspark.tuning.inference.OptionScores;
import org.flanspark.tuning.inference.ScoringPrompt;
import org.flanspark.tuning.model.ModelShape;

/**
 * A language model with one rule: one token of the prompt comes again, and again. Two threads at
 * once it refuses, as real ones cannot.
 */
public final class EchoModel implements LanguageModel {
  public static final ModelShape SHAPE = ModelShape.gpt2(1, 8, 1, 32, 1000);
  public static final AtomicInteger OPEN = new AtomicInteger();

  private final int fromEnd;
  private final AtomicBoolean busy = new AtomicBoolean();

  private EchoModel(int fromEnd) {
    this.fromEnd = fromEnd;
  }

  /** Repeats the token that stands so many places before the prompt's last. */
  public record Source(String key, int fromEnd) implements ModelSource {
    @Override
    public String where() {
      return key;
    }

    @Override
    public LanguageModel open() {
      OPEN.incrementAndGet();
      return new EchoModel(fromEnd);
    }
  }

  @Override
  public ModelShape shape() {
    return SHAPE;
  }

  @Override
  public List<OptionScores> score(List<ScoringPrompt> prompts) {
    enter();
    List<OptionScores> scores = prompts.stream().map(this::score).toList();
    busy.set(false);
    return scores;
  }

  private OptionScores score(ScoringPrompt prompt) {
    int echo = echo(prompt.prompt());
    return new OptionScores(
        prompt.options().stream().map(option -> option.at(0) == echo ? -0.5 : -2.0).toList());
  }

  @Override
  public List<TokenIds> generate(List<TokenIds> prompts, GenerationSettings settings) {
    enter();
    List<TokenIds> texts =
        prompts.stream()
            .map(
                prompt ->
                    TokenIds.copyOf(Collections.nCopies(settings.maxNewTokens(), echo(prompt))))
            .toList();
    busy.set(false);
    return texts;
  }

  @Override
  public void close() {
    OPEN.decrementAndGet();
  }

  private void enter() {
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException("Two threads in one model");
    }
  }

  private int echo(TokenIds prompt) {
    return prompt.at(prompt.length() - 1 - fromEnd);
  }
}
