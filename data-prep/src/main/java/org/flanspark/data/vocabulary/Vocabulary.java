package org.flanspark.data.vocabulary;

import java.util.List;

/**
 * A byte-level BPE vocabulary. Tokens and merges are spelled in characters that stand for bytes: a
 * space is {@code Ġ}.
 *
 * @param tokens the token of each id: the end of a text, the 256 bytes, then one token a merge
 * @param merges in the order in which they apply
 */
public record Vocabulary(List<String> tokens, List<Merge> merges) {
  /** The special token that ends a text; its id is 0. */
  public static final String END_OF_TEXT = "<|endoftext|>";

  public Vocabulary {
    tokens = List.copyOf(tokens);
    merges = List.copyOf(merges);
  }

  public int size() {
    return tokens.size();
  }
}
