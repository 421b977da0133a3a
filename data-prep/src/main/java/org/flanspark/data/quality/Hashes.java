package org.flanspark.data.quality;

/**
 * 64-bit hashes of words and of runs of words, cheap enough to be taken at every word of all
 * training text. Two different runs may share one, so what a hash finds is compared as text.
 *
 * <p>A run's hash is a polynomial over its words' hashes, h(w1 .. wn) = w1 B^(n-1) + .. + wn modulo
 * 2^64, which rolls: the next run takes one word in and lets one go (Karp and Rabin, 1987). The
 * finalizer of MurmurHash3 mixes it, so that its high bits can address a table.
 */
final class Hashes {
  /** Odd, so that no power of it is 0: the golden ratio's fraction. */
  private static final long BASE = 0x9E3779B97F4A7C15L;

  private static final long[] NONE = {};

  private Hashes() {}

  /** The hash of a part of a text. */
  static long of(char[] text, int from, int to) {
    long hash = (long) to - from;
    for (int i = from; i < to; i++) {
      hash = (hash ^ text[i]) * BASE;
    }
    return mixed(hash);
  }

  /** The hash of a text. */
  static long of(String text) {
    return of(text.toCharArray(), 0, text.length());
  }

  /** The hashes of all runs of so many words, by the place of their first word. */
  static long[] runs(long[] words, int size) {
    if (words.length < size) {
      return NONE;
    }
    long[] runs = new long[words.length - size + 1];
    long leaving = 1;
    long sum = 0;
    for (int i = 0; i < size; i++) {
      leaving *= BASE;
      sum = extended(sum, words[i]);
    }
    runs[0] = mixed(sum);
    for (int i = 1; i < runs.length; i++) {
      sum = extended(sum, words[i + size - 1]) - words[i - 1] * leaving;
      runs[i] = mixed(sum);
    }
    return runs;
  }

  /** The hash of the run from one word on to before another. */
  static long run(long[] words, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum = extended(sum, words[i]);
    }
    return mixed(sum);
  }

  /** A run's polynomial with one more word; {@link #mixed} makes it a hash. */
  static long extended(long sum, long word) {
    return sum * BASE + word;
  }

  static long mixed(long sum) {
    long hash = sum;
    hash = (hash ^ hash >>> 33) * 0xFF51AFD7ED558CCDL;
    hash = (hash ^ hash >>> 33) * 0xC4CEB9FE1A85EC53L;
    return hash ^ hash >>> 33;
  }
}
