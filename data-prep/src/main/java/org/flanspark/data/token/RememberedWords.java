package org.flanspark.data.token;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tokenizer that keeps the ids of the words it met, since most words of a text were in the texts
 * before it: for tokenizers whose texts may be cut ({@link WordCuts}), several times as fast as
 * asking the library for each text. The ids are the same.
 *
 * <p>Words share a fixed number of places, and the last one to come has a place. Threads share them
 * without a lock: a word does not change once it is made, and one that is lost is encoded again.
 */
final class RememberedWords implements Tokenizer {
  /** A longer word, with the punctuation that clings to it, does not return. */
  private static final int LONGEST = 32;

  /** 65,536 places, some 130 bytes each. */
  private static final int PLACE_BITS = 16;

  private record Word(String text, TokenIds ids) {}

  private final Tokenizer tokenizer;
  private final @Nullable Word[] words = new Word[1 << PLACE_BITS];

  RememberedWords(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  @Override
  public TokenIds encode(String text) {
    int[] ids = new int[text.length() / 3 + LONGEST];
    int count = 0;
    for (int start = 0; start < text.length(); ) {
      int end = start + 1;
      int hash = text.charAt(start);
      for (;
          end < text.length() && !WordCuts.between(text.charAt(end - 1), text.charAt(end));
          end++) {
        hash = 31 * hash + text.charAt(end);
      }
      TokenIds word = word(text, start, end, hash);
      if (count + word.length() > ids.length) {
        ids = Arrays.copyOf(ids, 2 * ids.length + word.length());
      }
      word.copyTo(ids, count);
      count += word.length();
      start = end;
    }
    return TokenIds.copyOf(ids, count);
  }

  private TokenIds word(String text, int start, int end, int hash) {
    int length = end - start;
    if (length > LONGEST) {
      return tokenizer.encode(text.substring(start, end));
    }
    // Fibonacci hashing: the upper bits of the product depend on all of the hash.
    int place = hash * 0x9E3779B9 >>> 32 - PLACE_BITS;
    Word known = words[place];
    if (known != null
        && known.text.length() == length
        && text.regionMatches(start, known.text, 0, length)) {
      return known.ids;
    }
    String word = text.substring(start, end);
    TokenIds ids = tokenizer.encode(word);
    words[place] = new Word(word, ids);
    return ids;
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
