package org.flanspark.tuning.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Values to places along an axis.
 *
 * @param from the value at the place {@code start}
 * @param to the value at the place {@code end}
 */
record LinearScale(double from, double to, double start, double end) {
  LinearScale {
    if (!(from < to)) {
      throw new IllegalArgumentException(
          "Invalid scale: from %s to %s, expected the first to be less".formatted(from, to));
    }
  }

  double at(double value) {
    return start + (value - from) / (to - from) * (end - start);
  }

  /** A scale around these values that begins and ends at a tick. */
  static LinearScale around(double least, double most, int ticks, double start, double end) {
    double span = most > least ? most - least : Math.max(Math.abs(most), 1);
    double step = step(span, ticks);
    double from = Math.floor(least / step) * step;
    double to = Math.ceil(most / step) * step;
    return new LinearScale(from, to > from ? to : from + step, start, end);
  }

  /**
   * Round values between the ends, about as many as asked for: multiples of 1, 2 or 5 times a power
   * of ten.
   */
  List<Double> ticks(int count) {
    double step = step(to - from, count);
    List<Double> ticks = new ArrayList<>();
    long last = (long) Math.floor(to / step + 1e-9);
    for (long i = (long) Math.ceil(from / step - 1e-9); i <= last; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private static double step(double span, int count) {
    double rough = span / count;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double digits = rough / power;
    if (digits <= 1) {
      return power;
    }
    return digits <= 2 ? 2 * power : digits <= 5 ? 5 * power : 10 * power;
  }
}
