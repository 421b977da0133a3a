package org.flanspark.data.rendered;

import java.io.Serializable;

/**
 * Which bucket of its task a record belongs to. It follows from the record's hash alone, so that
 * identical records meet, and a large task has many buckets of one size each.
 *
 * @param count buckets of the task
 */
public record Bucketing(int count) implements Serializable {
  private static final int DIGITS = 8;

  /** Bytes of source files that one bucket is meant for. */
  private static final long BYTES = 32L << 20;

  /** As many buckets as the task's files are worth. */
  public static Bucketing forBytes(long bytes) {
    return new Bucketing((int) Math.max(1, (bytes + BYTES - 1) / BYTES));
  }

  /** The bucket of a record with that hash, hexadecimal digits. */
  public int of(String hash) {
    return (int) (Long.parseLong(hash.substring(0, DIGITS), 16) % count);
  }

  /** The bucket of the record that an example is made from. */
  public int ofExample(String exampleId) {
    return of(exampleId.substring(exampleId.lastIndexOf('/') + 1));
  }
}
