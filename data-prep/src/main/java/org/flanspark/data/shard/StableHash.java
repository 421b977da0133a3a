package org.flanspark.data.shard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The source of every random choice: a hash of what is chosen for, so that a choice depends neither
 * on partitions nor on order. The first 64 bits of SHA-256 over the parts, each with its length
 * before it, so that ("ab", "c") and ("a", "bc") differ.
 */
public final class StableHash {
  private StableHash() {}

  /** A number that is uniform over all longs. */
  public static long of(Object... parts) {
    MessageDigest digest = sha256();
    for (Object part : parts) {
      byte[] bytes = part.toString().getBytes(StandardCharsets.UTF_8);
      digest.update((byte) (bytes.length >>> 24));
      digest.update((byte) (bytes.length >>> 16));
      digest.update((byte) (bytes.length >>> 8));
      digest.update((byte) bytes.length);
      digest.update(bytes);
    }
    byte[] hash = digest.digest();
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | (hash[i] & 0xFF);
    }
    return value;
  }

  /** A number that is uniform in [0, 1). */
  public static double share(Object... parts) {
    return (of(parts) >>> 11) * 0x1.0p-53;
  }

  /** A number that is uniform in [0, bound). */
  public static int below(int bound, Object... parts) {
    return (int) Math.floorMod(of(parts), (long) bound);
  }

  /** SHA-256 of the bytes, lower-case hexadecimal. */
  public static String hexadecimal(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /** A digest to feed piece by piece. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Cannot hash: this Java has no SHA-256", e);
    }
  }
}
