package org.flanspark.data.packing;

import java.util.Arrays;
import org.flanspark.data.token.TokenIds;

/**
 * One example as ids: one segment of a packed row.
 *
 * @param exampleId {@code <task>/<split>/<hash>}
 * @param taskId index into the manifest's tasks
 * @param prompt begin, input, separator: not counted in the loss
 * @param target with end-of-sequence: counted
 */
public record TokenizedExample(String exampleId, int taskId, TokenIds prompt, TokenIds target) {

  /** Tokens in all. */
  public int length() {
    return prompt.length() + target.length();
  }

  /** All of the segment. */
  public TokenIds inputIds() {
    return TokenIds.concat(prompt, target);
  }

  /** A segment's first label never counts: nothing stands before it to predict it from. */
  public TokenIds labels() {
    int[] uncounted = new int[Math.max(1, prompt.length())];
    Arrays.fill(uncounted, TokenIds.NOT_COUNTED);
    int skipped = uncounted.length - prompt.length();
    return TokenIds.concat(TokenIds.of(uncounted), target.slice(skipped, target.length()));
  }
}
