package org.flanspark.data.token;

import java.util.Set;

/** Text to ids and back; adds nothing of its own. Safe to share between threads. */
public interface Tokenizer {
  /** The ids of the text alone: no special token is added, none is recognised in the text. */
  TokenIds encode(String text);

  /** The text of the ids, special tokens left out. */
  String decode(TokenIds ids);

  /** The number of ids, special ones among them; ids lie in [0, size). */
  int vocabularySize();

  /** The id that ends every target. */
  int endOfSequence();

  /** What the tokenizer's own post-processor puts before a text; empty where it adds nothing. */
  TokenIds begin();

  /** The texts of special tokens: a record that holds one is quarantined. */
  Set<String> specialTexts();

  /** SHA-256 of the tokenizer's file, lower-case hexadecimal. */
  String digest();
}
