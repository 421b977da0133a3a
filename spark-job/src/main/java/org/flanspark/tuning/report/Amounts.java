package org.flanspark.tuning.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.flanspark.tuning.metric.Interval;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them. */
final class Amounts {
  /** Stands where there is no number. */
  static final String NOT_MEASURED = "not measured";

  private static final char MINUS = '\u2212';

  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);
  private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_UP);
  private static final List<String> BYTE_UNITS = List.of("B", "kB", "MB", "GB", "TB");

  private Amounts() {}

  /** A share in [0, 1] as per cent with one digit: {@code 52.3}. */
  static String percent(@Nullable Double share) {
    return share == null ? NOT_MEASURED : String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  /** {@code 52.3 ± 1.2}, or {@code 52.3} where there is no deviation. */
  static String percent(@Nullable Double share, @Nullable Double deviation) {
    return share == null || deviation == null
        ? percent(share)
        : percent(share) + " ± " + percent(deviation);
  }

  /** Points between two shares, with a sign: {@code +12.5}, {@code −3.0}. */
  static String difference(@Nullable Double share, @Nullable Double from) {
    if (share == null || from == null) {
      return "";
    }
    double points = 100 * (share - from);
    String digits = String.format(Locale.ROOT, "%.1f", Math.abs(points));
    return (digits.equals("0.0") ? "±" : points < 0 ? MINUS : "+") + digits;
  }

  /** An interval of shares as per cent: {@code [50.2, 53.9]}. */
  static String interval(Interval shares) {
    return "[%s, %s]".formatted(percent(shares.low()), percent(shares.high())).replace('-', MINUS);
  }

  /** An interval of differences between shares: {@code [−0.8, +11.2]}. */
  static String differences(Interval differences) {
    return "[%s, %s]"
        .formatted(difference(differences.low(), 0.0), difference(differences.high(), 0.0));
  }

  /** {@code p = 0.021}, or {@code p < 0.001}. */
  static String pValue(double value) {
    return value < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", value);
  }

  /** {@code 1,234,567}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Three digits and a unit: {@code 950}, {@code 41.2k}, {@code 1.31M}, {@code 2.5G}. */
  static String amount(double number) {
    if (number < 999.5) {
      return significant(number);
    }
    if (number < 999.5e3) {
      return significant(number / 1e3) + "k";
    }
    return number < 999.5e6 ? significant(number / 1e6) + "M" : significant(number / 1e9) + "G";
  }

  /** {@code 42 s}, {@code 12 min 5 s}, {@code 3 h 20 min}. */
  static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  /** Two digits after the point: {@code 1.30}. */
  static String loss(double nats) {
    return String.format(Locale.ROOT, "%.2f", nats);
  }

  /** Of a tick, without what binary fractions leave: {@code 2.305}, {@code −0.5}, {@code 2E−5}. */
  static String plain(double number) {
    BigDecimal rounded = rounded(number, SIX_DIGITS);
    boolean tiny = number != 0 && Math.abs(number) < 1e-3;
    String text = tiny ? scientific(rounded) : rounded.toPlainString();
    return text.replace('-', MINUS);
  }

  private static String scientific(BigDecimal number) {
    return new DecimalFormat("0.#####E0", DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(number);
  }

  /** Three digits at most, and none that say nothing: {@code 41.2}, {@code 0.5}, {@code 0.0025}. */
  static String significant(double number) {
    return rounded(number, THREE_DIGITS).toPlainString();
  }

  private static BigDecimal rounded(double number, MathContext digits) {
    return BigDecimal.valueOf(number).round(digits).stripTrailingZeros();
  }

  /** {@code 0.42 s}, {@code 41.6 s}; from a minute on as {@link #duration}. */
  static String seconds(double seconds) {
    return seconds < 59.95 ? significant(seconds) + " s" : duration(seconds);
  }

  /** Three digits and a decimal unit: {@code 512 B}, {@code 33.6 MB}, {@code 1.24 GB}. */
  static String bytes(double count) {
    double amount = count;
    int unit = 0;
    while (amount >= 999.5 && unit < BYTE_UNITS.size() - 1) {
      amount /= 1000;
      unit++;
    }
    return significant(amount) + " " + BYTE_UNITS.get(unit);
  }
}
