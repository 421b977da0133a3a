package org.flanspark.tuning.nightly;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a night is at; each phase goes on where a killed one left off. */
public enum Phase {
  PREPARE,
  TRAIN,
  EVALUATE,
  COMPARE,
  PROMOTE,
  DONE;

  /** As it stands in {@code night.json}. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
