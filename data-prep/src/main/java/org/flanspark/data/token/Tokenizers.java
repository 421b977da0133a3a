package org.flanspark.data.token;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The tokenizers of this process: one for each file, whatever the number of tasks that ask. */
public final class Tokenizers {
  private record Key(String digest, String configuration, String endOfSequence) {
    static Key of(TokenizerFiles files, @Nullable String endOfSequence) {
      return new Key(
          files.digest(), files.configuration(), Objects.requireNonNullElse(endOfSequence, ""));
    }
  }

  private static final Map<Key, HuggingFaceTokenizer> BARE = new ConcurrentHashMap<>();
  private static final Map<Key, Tokenizer> SHARED = new ConcurrentHashMap<>();

  private Tokenizers() {}

  /** The tokenizer of the files; its end of sequence is the one that they name. */
  public static Tokenizer shared(TokenizerFiles files) {
    return shared(files, null);
  }

  /**
   * The tokenizer of the files.
   *
   * @param endOfSequence {@code tokenizer.end-of-sequence}; null for what the files name
   * @throws org.flanspark.config.ConfigException where a file is invalid, or the end of a sequence
   *     is unknown or not named
   */
  public static Tokenizer shared(TokenizerFiles files, @Nullable String endOfSequence) {
    return SHARED.computeIfAbsent(
        Key.of(files, endOfSequence),
        absent -> {
          HuggingFaceTokenizer library = library(files, endOfSequence);
          return library.areCutsSafe() ? new RememberedWords(library) : library;
        });
  }

  /** The library alone, which reads each text as a whole: what {@link #shared} is measured by. */
  public static Tokenizer bare(TokenizerFiles files) {
    return library(files, null);
  }

  private static HuggingFaceTokenizer library(
      TokenizerFiles files, @Nullable String endOfSequence) {
    return BARE.computeIfAbsent(
        Key.of(files, endOfSequence), absent -> new HuggingFaceTokenizer(files, endOfSequence));
  }
}
