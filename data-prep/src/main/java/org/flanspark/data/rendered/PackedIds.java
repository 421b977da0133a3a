package org.flanspark.data.rendered;

import org.flanspark.data.token.TokenIds;

/**
 * Token ids as bytes: seven bits each, the lowest first, the eighth says that more follow. Two
 * bytes hold ids below 16,384, three those of every usual vocabulary.
 *
 * <pre>
 * 5, 300  ->  05  AC 02
 * </pre>
 */
public final class PackedIds {
  private static final int BITS = 7;
  private static final int MORE = 1 << BITS;

  private PackedIds() {}

  public static byte[] encode(TokenIds ids) {
    byte[] bytes = new byte[size(ids)];
    int at = 0;
    for (int i = 0; i < ids.length(); i++) {
      int rest = ids.at(i);
      while (rest >= MORE) {
        bytes[at++] = (byte) (rest & (MORE - 1) | MORE);
        rest >>>= BITS;
      }
      bytes[at++] = (byte) rest;
    }
    return bytes;
  }

  private static int size(TokenIds ids) {
    int size = ids.length();
    for (int i = 0; i < ids.length(); i++) {
      for (int rest = ids.at(i); rest >= MORE; rest >>>= BITS) {
        size++;
      }
    }
    return size;
  }

  /**
   * The ids that were encoded.
   *
   * @throws IllegalArgumentException where the bytes end within an id
   */
  public static TokenIds decode(byte[] bytes) {
    if (bytes.length > 0 && bytes[bytes.length - 1] < 0) {
      throw new IllegalArgumentException("Invalid token ids: the last one is cut off");
    }
    int[] ids = new int[count(bytes)];
    int id = 0;
    int shift = 0;
    for (byte b : bytes) {
      ids[id] |= (b & (MORE - 1)) << shift;
      if (b < 0) {
        shift += BITS;
      } else {
        shift = 0;
        id++;
      }
    }
    return TokenIds.of(ids);
  }

  /** Each id has one byte after which none follows. */
  private static int count(byte[] bytes) {
    int count = 0;
    for (byte b : bytes) {
      count += b < 0 ? 0 : 1;
    }
    return count;
  }
}
