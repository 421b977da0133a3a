package org.flanspark.data.quarantine;

/** What became of one record. */
public sealed interface Verdict<T> {
  /** It fits, and this is what it came to. */
  record Accepted<T>(T value) implements Verdict<T> {}

  /** It does not fit. */
  record Rejected<T>(Reason reason) implements Verdict<T> {}

  static <T> Verdict<T> accepted(T value) {
    return new Accepted<>(value);
  }

  static <T> Verdict<T> rejected(Reason reason) {
    return new Rejected<>(reason);
  }
}
