package org.flanspark.data.quarantine;

import java.util.Arrays;

/** Why a record was rejected. */
public enum Reason {
  /** The line is no record of the source's schema. */
  UNPARSEABLE("unparseable"),
  /** A field is absent or null. */
  MISSING_FIELD("missing-field"),
  /** The array whose elements are the records is null or empty. */
  NO_ELEMENTS("no-elements"),
  /** The label points at no option. */
  LABEL_OUT_OF_RANGE("label-out-of-range"),
  /** The answer is none of the options. */
  ANSWER_NOT_AN_OPTION("answer-not-an-option"),
  /** The baseline prompt has another number of options than the record. */
  OPTIONS_MISMATCH("options-mismatch"),
  /** There is nothing to give to the model. */
  EMPTY_INPUT("empty-input"),
  /** There is nothing to learn. */
  EMPTY_TARGET("empty-target"),
  /** A text of the record reads like one of the tokenizer's special tokens. */
  SPECIAL_TOKEN("special-token"),
  /** More tokens than the packing takes, where it does not cut. */
  TOO_LONG("too-long"),
  /** Another record of training has the same content. */
  DUPLICATE("duplicate"),
  /** Another record of training has nearly the same content. */
  NEAR_DUPLICATE("near-duplicate"),
  /** It holds text of a held-out, validation or test input. */
  CONTAMINATED("contaminated"),
  /** It is on the list of what is to be forgotten. */
  FORGOTTEN("forgotten");

  private final String code;

  Reason(String code) {
    this.code = code;
  }

  /**
   * Whether the record is at fault. What is left out on purpose, or because another one says the
   * same, does not count against {@code quality.max-quarantined-share}.
   */
  public boolean isFault() {
    return compareTo(DUPLICATE) < 0;
  }

  /** As it stands in the quarantine table and in the manifest. */
  public String code() {
    return code;
  }

  /** The reason of that code. */
  public static Reason ofCode(String code) {
    return Arrays.stream(values())
        .filter(reason -> reason.code.equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Unknown reason '" + code + "'"));
  }
}
