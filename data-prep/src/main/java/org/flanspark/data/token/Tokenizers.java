package org.flanspark.data.token;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The tokenizers of this process: one for each file, whatever the number of tasks that ask. */
public final class Tokenizers {
  private record Key(String digest, String configuration, String endOfSequence) {}

  private static final Map<Key, Tokenizer> OPEN = new ConcurrentHashMap<>();

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
    Key key =
        new Key(
            files.digest(), files.configuration(), Objects.requireNonNullElse(endOfSequence, ""));
    return OPEN.computeIfAbsent(key, absent -> new HuggingFaceTokenizer(files, endOfSequence));
  }
}
