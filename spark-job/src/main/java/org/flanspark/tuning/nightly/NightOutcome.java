package org.flanspark.tuning.nightly;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a night ended. */
public enum NightOutcome {
  PROMOTED,
  REFUSED,
  NOTHING_NEW,
  FAILED;

  /** As schedulers read it. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the gate has spoken, so that the same night is not done again. */
  boolean isFinal() {
    return this == PROMOTED || this == REFUSED;
  }
}
