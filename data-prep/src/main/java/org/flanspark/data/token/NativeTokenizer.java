package org.flanspark.data.token;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One tokenizer in Hugging Face's native library. DJL's own wrapper truncates at 512 ids by
 * default, fetches offsets and masks that nobody needs, and reports its use over the network; ids
 * alone are asked for here.
 *
 * <p>The library's tokenizer does not change once it is made, so threads share it. It is never
 * freed: there is one per file in a process, for as long as the process lives.
 */
final class NativeTokenizer {
  private static final String CACHE_PROPERTY = "ENGINE_CACHE_DIR";

  static {
    load();
  }

  private final long handle;

  /**
   * @param json the text of a {@code tokenizer.json}
   * @throws RuntimeException where the library refuses it, with the library's reason
   */
  NativeTokenizer(String json) {
    handle = TokenizersLibrary.LIB.createTokenizerFromString(json);
  }

  TokenIds encode(String text) {
    return encode(text, false);
  }

  TokenIds encodeWithSpecialTokens(String text) {
    return encode(text, true);
  }

  private TokenIds encode(String text, boolean special) {
    long encoding = TokenizersLibrary.LIB.encode(handle, text, special);
    try {
      long[] ids = TokenizersLibrary.LIB.getTokenIds(encoding);
      return TokenIds.of(Arrays.stream(ids).mapToInt(Math::toIntExact).toArray());
    } finally {
      TokenizersLibrary.LIB.deleteEncoding(encoding);
    }
  }

  String decode(TokenIds ids) {
    long[] wide = Arrays.stream(ids.toArray()).asLongStream().toArray();
    return TokenizersLibrary.LIB.decode(handle, wide, true);
  }

  /**
   * Loads the library from a folder of this process alone, which is gone afterwards: the default
   * cache lies in the home folder, which executors may not write to, and processes would share it.
   * Off line, since DJL would otherwise fetch another build where it finds a GPU.
   */
  private static void load() {
    setUnlessGiven("OPT_OUT_TRACKING", "true");
    setUnlessGiven("ai.djl.offline", "true");
    if (System.getenv(CACHE_PROPERTY) != null || System.getProperty(CACHE_PROPERTY) != null) {
      LibUtils.checkStatus();
      return;
    }
    try {
      Path cache = Files.createTempDirectory("flanspark-tokenizers");
      System.setProperty(CACHE_PROPERTY, cache.toString());
      try {
        LibUtils.checkStatus();
      } finally {
        System.clearProperty(CACHE_PROPERTY);
        delete(cache);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack the tokenizer library: " + e, e);
    }
  }

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(folder)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
