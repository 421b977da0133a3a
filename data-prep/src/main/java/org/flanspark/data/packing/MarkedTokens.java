package org.flanspark.data.packing;

import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.Tokenizer;

/**
 * Tokens as a person reads them, with those that count in the loss between brackets.
 *
 * <pre>
 * Is| it| even|?|&lt;0>[yes][&lt;0>]      0 is a special token, which has no text of its own
 * </pre>
 */
public final class MarkedTokens {
  private static final String BETWEEN = "|";

  private MarkedTokens() {}

  /**
   * The text.
   *
   * @param labels as long as {@code ids}: {@link TokenIds#NOT_COUNTED} where a position does not
   *     count
   */
  public static String of(TokenIds ids, TokenIds labels, Tokenizer tokenizer) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ids.length(); i++) {
      boolean counted = labels.at(i) != TokenIds.NOT_COUNTED;
      String token = text(ids.at(i), tokenizer);
      text.append(counted ? "[" + token + "]" : (i == 0 ? "" : BETWEEN) + token);
    }
    return text.toString();
  }

  private static String text(int id, Tokenizer tokenizer) {
    String text = tokenizer.decode(TokenIds.of(id));
    return text.isEmpty() ? "<" + id + ">" : text.replace("\n", "\\n");
  }
}
