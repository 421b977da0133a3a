package org.flanspark.data.token;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A tokenizer that keeps the ids of the short texts it met last: labels and options return with
 * every record. For one thread.
 */
public final class RememberedTexts implements Tokenizer {
  /** A longer text is a record's own, and does not return. */
  private static final int LONGEST = 32;

  private static final int MOST = 1024;

  private final Tokenizer tokenizer;
  private final Map<String, TokenIds> lastUsed =
      new LinkedHashMap<>(2 * MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenIds> eldest) {
          return size() > MOST;
        }
      };

  public RememberedTexts(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  @Override
  public TokenIds encode(String text) {
    return text.length() > LONGEST
        ? tokenizer.encode(text)
        : lastUsed.computeIfAbsent(text, tokenizer::encode);
  }

  @Override
  public String decode(TokenIds ids) {
    return tokenizer.decode(ids);
  }

  @Override
  public int vocabularySize() {
    return tokenizer.vocabularySize();
  }

  @Override
  public int endOfSequence() {
    return tokenizer.endOfSequence();
  }

  @Override
  public TokenIds begin() {
    return tokenizer.begin();
  }

  @Override
  public Set<String> specialTexts() {
    return tokenizer.specialTexts();
  }

  @Override
  public String digest() {
    return tokenizer.digest();
  }
}
