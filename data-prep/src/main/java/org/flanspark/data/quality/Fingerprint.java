package org.flanspark.data.quality;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.flanspark.data.shard.StableHash;

/**
 * The first 128 bits of SHA-256 over the content of some fields, in their order: equal for equal
 * content (see {@link Words}), and for nothing else (the chance of a pair among 10^9 records is
 * 10^-21).
 */
public record Fingerprint(long high, long low) {

  /**
   * A record's fingerprint.
   *
   * @param fields its input fields in their order and, after them, its answer
   */
  public static Fingerprint of(List<String> fields) {
    MessageDigest digest = StableHash.sha256();
    for (String field : fields) {
      byte[] bytes = Words.of(field).content().getBytes(StandardCharsets.UTF_8);
      // The length keeps ("ab", "c") and ("a", "bc") apart.
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      digest.update(bytes);
    }
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    return new Fingerprint(hash.getLong(), hash.getLong());
  }
}
