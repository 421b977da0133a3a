package org.flanspark.tuning.nightly;

/** Another night is at work in the folder. */
public final class LockedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  LockedException(String message) {
    super(message);
  }
}
