package org.flanspark.tuning.doctor;

/** How a check ended. */
public enum Verdict {
  OK("ok"),
  /** A run would start, but go slowly or be near an end. */
  WARN("warn"),
  /** A run would not get through. */
  FAIL("FAIL");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  /** As the table prints it. */
  String word() {
    return word;
  }
}
