package org.flanspark.data.rendered;

import java.io.ByteArrayOutputStream;
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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 * ids.length());
    for (int i = 0; i < ids.length(); i++) {
      int rest = ids.at(i);
      while (rest >= MORE) {
        bytes.write(rest & (MORE - 1) | MORE);
        rest >>>= BITS;
      }
      bytes.write(rest);
    }
    return bytes.toByteArray();
  }

  /**
   * The ids that were encoded.
   *
   * @throws IllegalArgumentException where the bytes end within an id
   */
  public static TokenIds decode(byte[] bytes) {
    int[] ids = new int[bytes.length];
    int count = 0;
    int shift = 0;
    for (byte b : bytes) {
      ids[count] |= (b & (MORE - 1)) << shift;
      shift = b < 0 ? shift + BITS : 0;
      count += b < 0 ? 0 : 1;
    }
    if (shift > 0) {
      throw new IllegalArgumentException("Invalid token ids: the last one is cut off");
    }
    return TokenIds.of(ids).first(count);
  }
}
