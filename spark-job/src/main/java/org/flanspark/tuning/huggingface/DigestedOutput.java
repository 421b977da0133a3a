package org.flanspark.tuning.huggingface;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.flanspark.data.shard.StableHash;

/** Counts and digests what passes through. */
final class DigestedOutput extends FilterOutputStream {
  private final MessageDigest digest = StableHash.sha256();
  private long bytes;

  DigestedOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] values, int offset, int length) throws IOException {
    out.write(values, offset, length);
    digest.update(values, offset, length);
    bytes += length;
  }

  /** What was written so far, under this name; resets the digest. */
  WrittenFile written(String name) {
    return new WrittenFile(name, bytes, HexFormat.of().formatHex(digest.digest()));
  }
}
