package org.flanspark.tuning.metric;

/** How a prompt is answered. */
public enum AnswerKind {
  /** By the likeliest of its options. */
  RANKED("ranked options"),

  /** By a text. */
  GENERATED("generated text");

  private final String words;

  AnswerKind(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
