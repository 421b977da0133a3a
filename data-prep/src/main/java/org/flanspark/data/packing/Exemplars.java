package org.flanspark.data.packing;

import java.util.ArrayList;
import java.util.List;
import org.flanspark.data.token.TokenIds;

/**
 * Solved examples before the one that is asked about (arXiv 2109.01652, section 4.4), parted by the
 * ids that part input from target, and example from example, everywhere else:
 *
 * <pre>
 * input separator target end-of-sequence   input separator target end-of-sequence   input
 * </pre>
 *
 * As in the paper's code, those that do not fit are left out from the end, down to none.
 *
 * @param ids what stands before the input
 * @param count how many of the solved examples are in it
 */
public record Exemplars(TokenIds ids, int count) {

  /** One solved example. */
  public record Solved(TokenIds input, TokenIds target) {}

  /**
   * As many of the solved examples, from the first, as fit.
   *
   * @param room tokens for all of them together
   */
  public static Exemplars fitting(List<Solved> solved, PromptFormat format, int room) {
    List<TokenIds> parts = new ArrayList<>();
    int length = 0;
    int count = 0;
    for (Solved one : solved) {
      TokenIds whole = TokenIds.concat(one.input(), format.separator(), format.ended(one.target()));
      length += whole.length();
      if (length > room) {
        break;
      }
      parts.add(whole);
      count++;
    }
    return new Exemplars(TokenIds.concat(parts.toArray(TokenIds[]::new)), count);
  }
}
