package org.flanspark.config;

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
  UNCONDITIONAL
}
