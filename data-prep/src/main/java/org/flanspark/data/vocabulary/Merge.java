package org.flanspark.data.vocabulary;

/** Two tokens that become one wherever they stand side by side in a word. */
public record Merge(String left, String right) {
  /** The token that the two become. */
  public String merged() {
    return left + right;
  }
}
