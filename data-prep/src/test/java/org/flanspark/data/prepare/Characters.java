package org.flanspark.data.prepare;

import java.util.Set;
import java.util.stream.Collectors;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.Tokenizer;

/** A character is a token; "^" is the begin token, "|" the end of a sequence and the separator. */
record Characters() implements Tokenizer {
  @Override
  public TokenIds encode(String text) {
    return TokenIds.of(text.chars().toArray());
  }

  @Override
  public String decode(TokenIds ids) {
    return whole(ids).replaceAll("[|^]", "");
  }

  /** The text with special tokens. */
  String whole(TokenIds ids) {
    return ids.toList().stream().map(Character::toString).collect(Collectors.joining());
  }

  @Override
  public int vocabularySize() {
    return 128;
  }

  @Override
  public int endOfSequence() {
    return '|';
  }

  @Override
  public TokenIds begin() {
    return TokenIds.of('^');
  }

  @Override
  public Set<String> specialTexts() {
    return Set.of("^", "|");
  }

  @Override
  public String digest() {
    return "characters";
  }
}
