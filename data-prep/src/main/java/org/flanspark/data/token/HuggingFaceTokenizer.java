package org.flanspark.data.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.flanspark.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * A tokenizer from a {@code tokenizer.json}, run by Hugging Face's own library. Nothing is
 * truncated, padded or added, and a special token is never found in a text: its characters are
 * tokens like any others. {@link Tokenizers#shared} opens it.
 */
final class HuggingFaceTokenizer implements Tokenizer {
  private final NativeTokenizer library;
  private final String digest;
  private final int vocabularySize;
  private final int endOfSequence;
  private final TokenIds begin;
  private final boolean cutsSafe;
  private final Set<String> specialTexts;

  HuggingFaceTokenizer(TokenizerFiles files, @Nullable String endOfSequenceText) {
    TokenizerLayout layout = new TokenizerLayout(files.tokenizer());
    JsonNode configuration =
        TokenizerLayout.object(files.configuration(), TokenizerFiles.CONFIGURATION_FILE);
    endOfSequence = EndOfSequence.find(layout, configuration, endOfSequenceText);
    library = open(layout);
    digest = files.digest();
    vocabularySize = layout.size();
    specialTexts = Collections.unmodifiableSortedSet(new TreeSet<>(layout.special().keySet()));
    begin = begin(library);
    cutsSafe = layout.areCutsSafe();
  }

  private static NativeTokenizer open(TokenizerLayout layout) {
    try {
      return new NativeTokenizer(layout.withUnreachableSpecialTokens());
    } catch (RuntimeException e) {
      throw new ConfigException(
          "Invalid %s: %s".formatted(TokenizerFiles.TOKENIZER_FILE, e.getMessage()));
    }
  }

  /** What stands before a text that was encoded with special tokens. */
  private static TokenIds begin(NativeTokenizer library) {
    TokenIds plain = library.encode("a");
    TokenIds whole = library.encodeWithSpecialTokens("a");
    for (int start = 0; start + plain.length() <= whole.length(); start++) {
      if (whole.slice(start, start + plain.length()).equals(plain)) {
        return whole.first(start);
      }
    }
    return TokenIds.empty();
  }

  /** Whether the ids of a text's words, end to end, are those of the text. */
  boolean areCutsSafe() {
    return cutsSafe;
  }

  @Override
  public TokenIds encode(String text) {
    return library.encode(text);
  }

  @Override
  public String decode(TokenIds ids) {
    return library.decode(ids);
  }

  @Override
  public int vocabularySize() {
    return vocabularySize;
  }

  @Override
  public int endOfSequence() {
    return endOfSequence;
  }

  @Override
  public TokenIds begin() {
    return begin;
  }

  @Override
  public Set<String> specialTexts() {
    return specialTexts;
  }

  @Override
  public String digest() {
    return digest;
  }
}
