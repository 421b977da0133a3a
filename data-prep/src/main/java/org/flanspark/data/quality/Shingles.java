package org.flanspark.data.quality;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The runs of three words of each field of a record, as a sorted set of hashes with the field's
 * number in the high 8 bits. A field of one or two words is one shingle, so it is like another or
 * it is not; so is one without any word, as it stands. An empty field has none.
 *
 * <pre>
 * "the cat sat down", "yes"   ->   0: the cat sat   0: cat sat down   1: yes
 * </pre>
 */
final class Shingles {
  /** Words in a shingle. */
  static final int WORDS = 3;

  private static final int HASH_BITS = 56;

  private Shingles() {}

  static long[] of(List<String> fields) {
    LongStream.Builder shingles = LongStream.builder();
    for (int field = 0; field < fields.size(); field++) {
      long tag = (long) field << HASH_BITS;
      for (long hash : of(fields.get(field))) {
        shingles.add(tag | hash >>> (Long.SIZE - HASH_BITS));
      }
    }
    return HashIndex.sortedDistinct(shingles.build().toArray());
  }

  /** The set as a table holds it: eight bytes each. */
  static byte[] toBytes(long[] shingles) {
    ByteBuffer bytes = ByteBuffer.allocate(shingles.length * Long.BYTES);
    bytes.asLongBuffer().put(shingles);
    return bytes.array();
  }

  /** The set that a table holds. */
  static long[] ofBytes(byte[] bytes) {
    long[] shingles = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).asLongBuffer().get(shingles);
    return shingles;
  }

  private static long[] of(String field) {
    if (field.isBlank()) {
      return new long[0];
    }
    Words words = Words.of(field);
    if (words.count() == 0) {
      return new long[] {Hashes.of(field)};
    }
    return Hashes.runs(words.hashes(), Math.min(WORDS, words.count()));
  }

  /**
   * How like two records are: the least of their fields' Jaccard similarities, in [0, 1]. The
   * least, because two questions about one long passage share nearly all their text, and two
   * records that differ in the answer alone teach opposite things.
   */
  static double similarity(long[] one, long[] other) {
    double least = 1;
    int ofOne = 0;
    int ofOther = 0;
    while (ofOne < one.length || ofOther < other.length) {
      long field = field(ofOne, one, ofOther, other);
      int oneEnd = end(one, ofOne, field);
      int otherEnd = end(other, ofOther, field);
      least =
          Math.min(
              least,
              jaccard(
                  Arrays.copyOfRange(one, ofOne, oneEnd),
                  Arrays.copyOfRange(other, ofOther, otherEnd)));
      ofOne = oneEnd;
      ofOther = otherEnd;
    }
    return least;
  }

  private static long field(int ofOne, long[] one, int ofOther, long[] other) {
    long fieldOfOne = ofOne < one.length ? one[ofOne] >> HASH_BITS : Long.MAX_VALUE;
    long fieldOfOther = ofOther < other.length ? other[ofOther] >> HASH_BITS : Long.MAX_VALUE;
    return Math.min(fieldOfOne, fieldOfOther);
  }

  private static int end(long[] shingles, int from, long field) {
    int end = from;
    while (end < shingles.length && shingles[end] >> HASH_BITS == field) {
      end++;
    }
    return end;
  }

  /** Of two sorted sets, not both empty. */
  private static double jaccard(long[] one, long[] other) {
    int shared = 0;
    for (int i = 0, j = 0; i < one.length && j < other.length; ) {
      if (one[i] == other[j]) {
        shared++;
      }
      boolean advanceOne = one[i] <= other[j];
      boolean advanceOther = other[j] <= one[i];
      i += advanceOne ? 1 : 0;
      j += advanceOther ? 1 : 0;
    }
    return (double) shared / (one.length + other.length - shared);
  }
}
