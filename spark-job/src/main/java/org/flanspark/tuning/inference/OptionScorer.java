package org.flanspark.tuning.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.model.BranchLosses;
import org.flanspark.tuning.model.BranchedText;
import org.flanspark.tuning.model.Decoder;
import org.flanspark.tuning.model.DecoderWeights;

/**
 * Log-probabilities of options. A prompt is computed once for all of them, unless they are too many
 * for one pass; many prompts share one.
 */
final class OptionScorer {
  private final int tokensPerPass;
  private final BranchLosses losses;

  OptionScorer(Decoder decoder, DecoderWeights weights, int tokensPerPass) {
    this.tokensPerPass = tokensPerPass;
    this.losses = new BranchLosses(decoder, weights, 2 * tokensPerPass);
  }

  List<OptionScores> score(List<ScoringPrompt> prompts) {
    List<BranchedText> texts = prompts.stream().flatMap(prompt -> texts(prompt).stream()).toList();
    List<Double> scores = new ArrayList<>();
    for (List<BranchedText> pass : TokenBudget.split(texts, BranchedText::tokens, tokensPerPass)) {
      Arrays.stream(losses.of(pass)).forEach(loss -> scores.add(-loss));
    }
    return split(prompts, scores);
  }

  /** A prompt with its options, in as few parts as fit a pass. */
  private List<BranchedText> texts(ScoringPrompt prompt) {
    int room = Math.max(1, tokensPerPass - prompt.prompt().length());
    List<List<TokenIds>> parts =
        TokenBudget.split(prompt.options(), option -> option.length() - 1, room);
    return parts.stream().map(options -> new BranchedText(prompt.prompt(), options)).toList();
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
}
