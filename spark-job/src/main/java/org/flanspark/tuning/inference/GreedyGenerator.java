package org.flanspark.tuning.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.model.Continuation;
import org.flanspark.tuning.model.Decoder;
import org.flanspark.tuning.model.DecoderWeights;

/**
 * The likeliest next token again and again, for many prompts side by side. Prompts of similar
 * length go together, so that the cache holds little padding.
 */
final class GreedyGenerator {
  private static final int TOKENS_PER_PASS = 8192;

  private final Decoder decoder;
  private final DecoderWeights weights;

  GreedyGenerator(Decoder decoder, DecoderWeights weights) {
    this.decoder = decoder;
    this.weights = weights;
  }

  List<TokenIds> generate(List<TokenIds> prompts, int maxNewTokens, int endOfSequence) {
    prompts.forEach(this::check);
    List<Integer> byLength =
        IntStream.range(0, prompts.size())
            .boxed()
            .sorted(Comparator.comparing(i -> prompts.get(i).length()))
            .toList();
    TokenIds[] answers = new TokenIds[prompts.size()];
    for (List<Integer> pass :
        TokenBudget.split(byLength, i -> prompts.get(i).length() + maxNewTokens, TOKENS_PER_PASS)) {
      List<TokenIds> batch = pass.stream().map(prompts::get).toList();
      List<TokenIds> made = generatePass(batch, maxNewTokens, endOfSequence);
      for (int i = 0; i < pass.size(); i++) {
        answers[pass.get(i)] = made.get(i);
      }
    }
    return List.of(answers);
  }

  private List<TokenIds> generatePass(List<TokenIds> prompts, int maxNewTokens, int end) {
    List<Answer> answers =
        prompts.stream()
            .map(prompt -> new Answer(Math.min(maxNewTokens, room(prompt)), end))
            .toList();
    int longest = prompts.stream().mapToInt(TokenIds::length).max().orElse(0);
    int capacity = Math.min(decoder.shape().context(), longest + maxNewTokens);
    if (maxNewTokens > 0) {
      try (Continuation texts = Continuation.of(decoder, weights, prompts.size(), capacity)) {
        extend(texts, prompts, answers);
      }
    }
    return answers.stream().map(Answer::ids).toList();
  }

  private static void extend(Continuation texts, List<TokenIds> prompts, List<Answer> answers) {
    int[] next = texts.start(prompts);
    while (accept(next, answers)) {
      next = texts.next(next, open(answers));
    }
  }

  private static boolean[] open(List<Answer> answers) {
    boolean[] open = new boolean[answers.size()];
    for (int i = 0; i < open.length; i++) {
      open[i] = answers.get(i).isOpen();
    }
    return open;
  }

  /** Whether any answer goes on. */
  private static boolean accept(int[] next, List<Answer> answers) {
    boolean any = false;
    for (int i = 0; i < next.length; i++) {
      answers.get(i).add(next[i]);
      any |= answers.get(i).isOpen();
    }
    return any;
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

  /** The new tokens of one prompt. */
  private static final class Answer {
    private final int most;
    private final int end;
    private final List<Integer> ids = new ArrayList<>();
    private boolean ended;

    Answer(int most, int end) {
      this.most = most;
      this.end = end;
    }

    void add(int id) {
      if (isOpen()) {
        ended = id == end;
        if (!ended) {
          ids.add(id);
        }
      }
    }

    boolean isOpen() {
      return !ended && ids.size() < most;
    }

    TokenIds ids() {
      return TokenIds.copyOf(ids);
    }
  }
}
