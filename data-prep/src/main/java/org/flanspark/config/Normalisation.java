package org.flanspark.config;

import java.util.Arrays;
import java.util.Locale;

/** What an option's score is, of the log-probability of its tokens after the prompt. */
public enum Normalisation {
  /** The log-probability itself, as in T5's rank classification. */
  SUM,
  /** By the option's tokens. */
  PER_TOKEN,
  /** By the characters of the option's text. */
  PER_CHARACTER,
  /** By the bytes of the option's text in UTF-8. */
  PER_BYTE,
  /** Less the log-probability of the option after the prompt's words without its content. */
  UNCONDITIONAL;

  /** Its name in settings and results. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The one of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Normalisation named(String label) {
    return Arrays.stream(values())
        .filter(normalisation -> normalisation.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Unknown normalisation '" + label + "'"));
  }
}
