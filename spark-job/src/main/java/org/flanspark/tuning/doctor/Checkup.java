package org.flanspark.tuning.doctor;

import java.util.List;
import java.util.Objects;
import org.flanspark.config.ConfigException;

/** Makes checks one by one: what one of them throws is its finding, and the others go on. */
final class Checkup {
  private static final int LONGEST = 300;

  private Checkup() {}

  static List<Finding> of(List<Check> checks) {
    return checks.stream().map(Checkup::of).toList();
  }

  static Finding of(Check check) {
    try {
      return check.find();
    } catch (Throwable e) {
      // A native library that cannot be loaded is an Error, and the reason for this check.
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return Finding.fail(check.name(), oneLine(e), check.remedy());
    }
  }

  /** The cause below all others, which says most, on one line. */
  static String oneLine(Throwable exception) {
    Throwable cause = exception;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = Objects.requireNonNullElse(cause.getMessage(), "").strip();
    String first = message.lines().findFirst().orElse("");
    String name = cause.getClass().getSimpleName();
    String text =
        cause instanceof ConfigException
            ? first
            : first.isEmpty() ? name : "%s: %s".formatted(name, first);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
