package org.flanspark.tuning.benchmark;

import java.util.List;
import java.util.Locale;
import org.flanspark.config.ConfigException;

/** What benchmarks have in common. */
final class Benchmarks {
  private Benchmarks() {}

  static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  static void require(boolean holds, String option, Object value, String expected) {
    if (!holds) {
      throw new ConfigException("Invalid %s: %s, expected %s".formatted(option, value, expected));
    }
  }

  static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
