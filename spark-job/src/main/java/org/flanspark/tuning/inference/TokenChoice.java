package org.flanspark.tuning.inference;

import java.util.List;
import org.flanspark.data.shard.StableHash;
import org.flanspark.tuning.model.NextTokens;

/**
 * The next token of each text that goes on. A choice depends on the seed, the prompt's number and
 * the token's place in its answer, never on what else is generated beside it.
 */
final class TokenChoice {
  private static final String PURPOSE = "generate";

  private final Sampling sampling;

  TokenChoice(Sampling sampling) {
    this.sampling = sampling;
  }

  /**
   * One id for each answer.
   *
   * @param next of the answers, in order
   */
  int[] choose(NextTokens next, List<Answer> answers) {
    if (sampling.isGreedy()) {
      return next.likeliest();
    }
    int[] ids = new int[answers.size()];
    float[] logits = new float[next.vocabulary()];
    for (int i = 0; i < ids.length; i++) {
      next.read(i, logits);
      ids[i] = draw(logits, answers.get(i).promptNumber(), answers.get(i).length());
    }
    return ids;
  }

  /**
   * A token by its probability.
   *
   * @param logits one a token
   * @param promptNumber of the text
   * @param token the number of the new token
   */
  int draw(float[] logits, long promptNumber, int token) {
    Candidates candidates = Candidates.of(logits);
    if (sampling.topK() > 0) {
      candidates = candidates.likeliest(sampling.topK());
    }
    candidates = candidates.weighted(sampling.temperature());
    if (sampling.topP() < 1) {
      candidates = candidates.nucleus(sampling.topP());
    }
    return candidates.draw(StableHash.share(sampling.seed(), PURPOSE, promptNumber, token));
  }
}
