package org.flanspark.tuning.inference;

import java.util.List;
import org.flanspark.data.token.TokenIds;

/**
 * A prompt and what may follow it.
 *
 * @param prompt the ids as the model was trained to see them
 * @param options each option's ids, scored one by one
 */
public record ScoringPrompt(TokenIds prompt, List<TokenIds> options) {
  public ScoringPrompt {
    options = List.copyOf(options);
  }
}
