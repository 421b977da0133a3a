package org.flanspark.tuning.tracking;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.flanspark.tuning.averaging.Exchange;

/**
 * A round as one line for the person waiting; the second where the averaging master tells what it
 * took.
 *
 * <pre>
 * round 12/40 | tokens 1.31M | loss 2.314 | lr 3.0e-05 | grad norm 0.82 | 4.1k tok/s | sync 1.9 s | 12 min left
 * round 12/40 | tokens 1.31M | loss 2.314 | lr 3.0e-05 | grad norm 0.82 | 4.1k tok/s | local 41.0, send 0.4, reduce 0.9, outer 0.1, wait 0.2 s | cos 0.75 | 12 min left
 * </pre>
 */
final class ProgressLine {
  private ProgressLine() {}

  /**
   * The line of one round.
   *
   * @param secondsLeft of the whole run, as far as can be told
   */
  static String of(RoundMetrics metrics, int totalRounds, double secondsLeft) {
    Double validation = metrics.validationLoss();
    return String.join(
        " | ",
        "round %s/%s".formatted(metrics.round(), totalRounds),
        "tokens " + amount(metrics.totalTokens()),
        digits(3, "loss ", metrics.loss())
            + (validation == null ? "" : digits(3, ", validation ", validation)),
        "lr " + String.format(Locale.ROOT, "%.1e", metrics.learningRate()),
        digits(2, "grad norm ", metrics.gradientNorm()),
        amount(metrics.tokensPerSecond()) + " tok/s",
        synchronising(metrics),
        duration(secondsLeft) + " left");
  }

  private static String synchronising(RoundMetrics metrics) {
    Exchange exchange = metrics.exchange();
    return exchange == null
        ? digits(1, "sync ", metrics.synchronisingSeconds()) + " s"
        : phases(exchange);
  }

  /** Where the round's seconds went, and how alike the workers' deltas were. */
  private static String phases(Exchange exchange) {
    String seconds =
        String.join(
            ", ",
            digits(1, "local ", exchange.localSeconds()),
            digits(1, "send ", exchange.sendingSeconds()),
            digits(1, "reduce ", exchange.reducingSeconds()),
            digits(1, "outer ", exchange.outerSeconds()),
            digits(1, "wait ", exchange.waitingSeconds()) + " s");
    Double cosine = exchange.deltaCosine();
    return cosine == null ? seconds : seconds + digits(2, " | cos ", cosine);
  }

  /** Three digits at most: 950, 4.1k, 41k, 1.31M, 2.50G. */
  static String amount(double value) {
    if (value < 999.5) {
      return digits(0, "", value);
    }
    if (value < 999_500) {
      return digits(value < 9_950 ? 1 : 0, "", value / 1e3) + "k";
    }
    return value < 999.5e6 ? digits(2, "", value / 1e6) + "M" : digits(2, "", value / 1e9) + "G";
  }

  /** Seconds below two minutes, then minutes, then hours. */
  static String duration(double seconds) {
    if (seconds < 120) {
      return digits(0, "", seconds) + " s";
    }
    return seconds < 7200
        ? digits(0, "", seconds / 60) + " min"
        : digits(1, "", seconds / 3600) + " h";
  }

  private static String digits(int afterPoint, String label, double value) {
    return label + new BigDecimal(value).setScale(afterPoint, RoundingMode.HALF_UP).toPlainString();
  }
}
