package org.flanspark.tuning.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.model.Continuation;
import org.flanspark.tuning.model.Decoder;
import org.flanspark.tuning.model.DecoderWeights;
import org.flanspark.tuning.model.NextTokens;

/**
 * A next token again and again, for many prompts side by side; a text that has ended takes no more
 * time. Prompts of similar length go together, so that they end at about the same time.
 */
final class Generator {
  /** Prompts and new tokens. */
  private static final int TOKENS_PER_PASS = 8192;

  private static final long CACHE_BYTES_PER_PASS = 512L << 20;

  /** Each new token is a row of logits: many short prompts would make these large. */
  private static final int TEXTS_PER_PASS = 128;

  private final Decoder decoder;
  private final DecoderWeights weights;
  private final GenerationSettings settings;
  private final TokenChoice choice;

  Generator(Decoder decoder, DecoderWeights weights, GenerationSettings settings) {
    this.decoder = decoder;
    this.weights = weights;
    this.settings = settings;
    this.choice = new TokenChoice(settings.sampling());
  }

  List<TokenIds> generate(List<TokenIds> prompts) {
    prompts.forEach(this::check);
    List<Text> texts =
        IntStream.range(0, prompts.size())
            .mapToObj(i -> text(settings.firstPrompt() + i, prompts.get(i)))
            .toList();
    if (settings.maxNewTokens() > 0) {
      passes(texts).forEach(this::extend);
    }
    return texts.stream().map(text -> text.answer.ids()).toList();
  }

  private List<List<Text>> passes(List<Text> texts) {
    int most =
        (int) Math.min(TOKENS_PER_PASS, CACHE_BYTES_PER_PASS / Continuation.bytesPerToken(decoder));
    int least = most / TEXTS_PER_PASS;
    return TokenBudget.split(
        texts.stream().sorted(Comparator.comparing(Text::capacity)).toList(),
        text -> Math.max(text.capacity, least),
        most);
  }

  private void extend(List<Text> texts) {
    int[] capacities = texts.stream().mapToInt(Text::capacity).toArray();
    try (Continuation continuation = Continuation.of(decoder, weights, capacities)) {
      NextTokens next = continuation.start(texts.stream().map(Text::prompt).toList());
      List<Integer> open = goingOn(texts, IntStream.range(0, texts.size()).boxed().toList(), next);
      while (!open.isEmpty()) {
        int[] ids = open.stream().mapToInt(i -> texts.get(i).answer.last()).toArray();
        next = continuation.next(open.stream().mapToInt(Integer::intValue).toArray(), ids);
        open = goingOn(texts, open, next);
      }
    }
  }

  /** Adds a token to each open text; those that stay open. */
  private List<Integer> goingOn(List<Text> texts, List<Integer> open, NextTokens next) {
    List<Answer> answers = open.stream().map(i -> texts.get(i).answer).toList();
    int[] ids = choice.choose(next, answers);
    List<Integer> goingOn = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      answers.get(i).add(ids[i]);
      if (answers.get(i).isOpen()) {
        goingOn.add(open.get(i));
      }
    }
    return goingOn;
  }

  private Text text(long number, TokenIds prompt) {
    int most = Math.min(settings.maxNewTokens(), room(prompt));
    return new Text(
        prompt, prompt.length() + most, new Answer(number, most, settings.endOfSequence()));
  }

  private int room(TokenIds prompt) {
    return decoder.shape().context() - prompt.length();
  }

  private void check(TokenIds prompt) {
    if (prompt.isEmpty() || room(prompt) < 1) {
      throw new IllegalArgumentException(
          "Cannot continue a prompt of %s tokens: expected 1 to %s, the context less one"
              .formatted(prompt.length(), decoder.shape().context() - 1));
    }
  }

  /**
   * A prompt and what follows it.
   *
   * @param capacity the most tokens of both
   */
  private record Text(TokenIds prompt, int capacity, Answer answer) {}
}
