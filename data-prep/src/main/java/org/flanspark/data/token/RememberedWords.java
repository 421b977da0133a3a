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

  /**
   * So many more unknown words than known ones, and the rest of a text is read as a whole: the
   * library takes longer for words one by one.
   */
  private static final int MOST_UNKNOWN = 32;

  private record Word(String text, TokenIds ids) {}

  private final Tokenizer tokenizer;
  private final @Nullable Word[] words = new Word[1 << PLACE_BITS];

  RememberedWords(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  @Override
  public TokenIds encode(String text) {
    Ids ids = new Ids(text.length() / 3 + LONGEST);
    int unknown = -MOST_UNKNOWN;
    int start = 0;
    while (start < text.length() && unknown <= 0) {
      int end = start + 1;
      int hash = text.charAt(start);
      while (end < text.length() && !WordCuts.between(text.charAt(end - 1), text.charAt(end))) {
        hash = 31 * hash + text.charAt(end++);
      }
      TokenIds known = known(text, start, end, hash);
      unknown += known == null ? 1 : -1;
      ids.add(known == null ? learned(text.substring(start, end), hash) : known);
      start = end;
    }
    if (start < text.length()) {
      ids.add(tokenizer.encode(text.substring(start)));
    }
    return ids.toTokenIds();
  }

  private @Nullable TokenIds known(String text, int start, int end, int hash) {
    Word word = words[place(hash)];
    return word != null && word.text.length() == end - start && text.startsWith(word.text, start)
        ? word.ids
        : null;
  }

  private TokenIds learned(String word, int hash) {
    TokenIds ids = tokenizer.encode(word);
    if (word.length() <= LONGEST) {
      words[place(hash)] = new Word(word, ids);
    }
    return ids;
  }

  /** Fibonacci hashing: the upper bits of the product depend on all of the hash. */
  private static int place(int hash) {
    return hash * 0x9E3779B9 >>> 32 - PLACE_BITS;
  }

  /** Ids that grow. */
  private static final class Ids {
    private int[] ids;
    private int count;

    Ids(int room) {
      ids = new int[room];
    }

    void add(TokenIds more) {
      if (count + more.length() > ids.length) {
        ids = Arrays.copyOf(ids, 2 * ids.length + more.length());
      }
      more.copyTo(ids, count);
      count += more.length();
    }

    TokenIds toTokenIds() {
      return TokenIds.copyOf(ids, count);
    }
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
