package org.flanspark.data.packing;

import java.util.Optional;
import org.flanspark.config.PackingConfig;
import org.flanspark.config.TooLong;
import org.flanspark.data.token.TokenIds;

/**
 * Makes texts fit: what is too long is cut at its end, as in the paper, or refused.
 *
 * @param packing row length, longest input, longest target, what becomes of longer ones
 * @param format what stands around the texts and takes room too
 */
public record LengthLimit(PackingConfig packing, PromptFormat format) {

  /** An example's ids, and whether any were cut off. */
  public record Fitted(TokenIds prompt, TokenIds target, boolean truncated) {}

  /**
   * The example's prompt and ended target; nothing where it is too long and is not to be cut. The
   * target keeps its ids before the input does: it is what is learned.
   */
  public Optional<Fitted> fit(TokenIds input, TokenIds target) {
    TokenIds shortTarget = target.first(packing.maxTarget());
    return fitInput(input, reservedFor(target))
        .filter(prompt -> mayCut() || shortTarget.length() == target.length())
        .map(
            prompt ->
                new Fitted(
                    prompt,
                    format.ended(shortTarget),
                    prompt.length() + shortTarget.length()
                        < format.promptTokens() + input.length() + target.length()));
  }

  /**
   * A prompt that leaves room in a row.
   *
   * @param reserved tokens that follow it
   */
  public Optional<TokenIds> fitInput(TokenIds input, int reserved) {
    int most = mostInput(reserved);
    return mayCut() || input.length() <= most
        ? Optional.of(format.prompt(input.first(most)))
        : Optional.empty();
  }

  /**
   * Tokens of the longest input of a prompt that leaves room in a row.
   *
   * @param reserved tokens that follow the prompt
   */
  public int mostInput(int reserved) {
    int room = packing.rowLength() - format.promptTokens() - reserved;
    return Math.max(0, Math.min(packing.maxInput(), room));
  }

  /**
   * Tokens that solved examples may take before an input, so that it is never cut for their sake; 0
   * or less where it leaves none.
   *
   * @param reserved tokens that follow the prompt
   */
  public int roomBefore(TokenIds input, int reserved) {
    return mostInput(reserved) - input.length();
  }

  /** Tokens that follow an example's prompt: the target as it is cut, and what ends it. */
  public int reservedFor(TokenIds target) {
    return Math.min(target.length(), packing.maxTarget()) + 1;
  }

  /** A target or option by itself; nothing where it is too long and is not to be cut. */
  public Optional<TokenIds> fitTarget(TokenIds target) {
    return mayCut() || target.length() <= packing.maxTarget()
        ? Optional.of(target.first(packing.maxTarget()))
        : Optional.empty();
  }

  private boolean mayCut() {
    return packing.tooLong() == TooLong.TRUNCATE;
  }
}
