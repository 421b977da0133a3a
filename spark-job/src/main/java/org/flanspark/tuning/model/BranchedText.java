package org.flanspark.tuning.model;

import java.util.List;
import org.flanspark.data.token.TokenIds;

/**
 * A text and what may follow it.
 *
 * @param prompt at least one id
 * @param branches at least one id each
 */
public record BranchedText(TokenIds prompt, List<TokenIds> branches) {
  public BranchedText {
    branches = List.copyOf(branches);
  }

  /** The tokens to compute: nothing follows a branch's last. */
  public int tokens() {
    return prompt.length() + branches.stream().mapToInt(branch -> branch.length() - 1).sum();
  }
}
