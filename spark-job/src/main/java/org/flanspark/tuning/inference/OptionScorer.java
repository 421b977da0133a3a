package org.flanspark.tuning.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.model.Decoder;
import org.flanspark.tuning.model.DecoderBatch;
import org.flanspark.tuning.model.DecoderWeights;

/**
 * Log-probabilities of options. Each option is a segment of its own, with its prompt before it;
 * many share one pass, as packed rows do in training.
 */
final class OptionScorer {
  private static final int TOKENS_PER_PASS = 4096;

  private final Decoder decoder;
  private final DecoderWeights weights;

  OptionScorer(Decoder decoder, DecoderWeights weights) {
    this.decoder = decoder;
    this.weights = weights;
  }

  List<OptionScores> score(List<ScoringPrompt> prompts) {
    List<Pair> pairs = new ArrayList<>();
    for (ScoringPrompt prompt : prompts) {
      prompt.options().forEach(option -> pairs.add(pair(prompt.prompt(), option)));
    }
    List<Double> scores = new ArrayList<>();
    for (List<Pair> pass : TokenBudget.split(pairs, Pair::length, TOKENS_PER_PASS)) {
      scores.addAll(scorePass(pass));
    }
    return split(prompts, scores);
  }

  private List<Double> scorePass(List<Pair> pairs) {
    double[] losses = decoder.tokenLosses(weights, DecoderBatch.of(List.of(row(pairs))));
    List<Double> scores = new ArrayList<>();
    int from = 0;
    for (Pair pair : pairs) {
      int to = from + pair.option.length();
      scores.add(-Arrays.stream(losses, from, to).sum());
      from = to;
    }
    return scores;
  }

  private static PackedRow row(List<Pair> pairs) {
    return new PackedRow(
        TokenIds.concat(pairs.stream().map(Pair::ids).toArray(TokenIds[]::new)),
        TokenIds.concat(pairs.stream().map(Pair::labels).toArray(TokenIds[]::new)),
        pairs.stream().map(Pair::length).toList(),
        IntStream.range(0, pairs.size()).mapToObj(Integer::toString).toList(),
        IntStream.range(0, pairs.size()).map(i -> 0).boxed().toList());
  }

  private static List<OptionScores> split(List<ScoringPrompt> prompts, List<Double> scores) {
    List<OptionScores> split = new ArrayList<>();
    int from = 0;
    for (ScoringPrompt prompt : prompts) {
      int to = from + prompt.options().size();
      split.add(new OptionScores(scores.subList(from, to)));
      from = to;
    }
    return split;
  }

  private Pair pair(TokenIds prompt, TokenIds option) {
    int context = decoder.shape().context();
    if (prompt.isEmpty() || option.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot score: a prompt of %s and an option of %s tokens, expected at least 1 of each"
              .formatted(prompt.length(), option.length()));
    }
    if (prompt.length() + option.length() > context) {
      throw new IllegalArgumentException(
          "Cannot score: a prompt of %s and an option of %s tokens, expected at most %s together"
              .formatted(prompt.length(), option.length(), context));
    }
    return new Pair(prompt, option);
  }

  /** One option after its prompt. */
  private record Pair(TokenIds prompt, TokenIds option) {
    int length() {
      return prompt.length() + option.length();
    }

    TokenIds ids() {
      return TokenIds.concat(prompt, option);
    }

    TokenIds labels() {
      int[] unlabelled = new int[prompt.length()];
      Arrays.fill(unlabelled, TokenIds.NOT_COUNTED);
      return TokenIds.concat(TokenIds.of(unlabelled), option);
    }
  }
}
