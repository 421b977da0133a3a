package org.flanspark.tuning.tracking;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flanspark.tuning.averaging.Exchange;

/**
 * A round's metrics as named numbers, as dashboards show them; what was not measured is left out.
 */
public final class RoundScalars {
  private static final String LOSS = "loss";
  private static final String VALIDATION_LOSS = "validation_loss";

  /** The names of {@link #overall}, whether measured or not. */
  public static final List<String> NAMES =
      List.of(
          LOSS,
          VALIDATION_LOSS,
          "learning_rate",
          "gradient_norm",
          "tokens_per_second",
          "total_tokens",
          "step",
          "delta_cosine",
          "seconds/round",
          "seconds/synchronising",
          "seconds/local",
          "seconds/sending",
          "seconds/reducing",
          "seconds/outer",
          "seconds/waiting");

  private RoundScalars() {}

  /** Of the round as a whole. */
  public static Map<String, Double> overall(RoundMetrics metrics) {
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put(LOSS, metrics.loss());
    if (metrics.validationLoss() != null) {
      scalars.put(VALIDATION_LOSS, metrics.validationLoss());
    }
    scalars.put("learning_rate", metrics.learningRate());
    scalars.put("gradient_norm", metrics.gradientNorm());
    scalars.put("tokens_per_second", metrics.tokensPerSecond());
    scalars.put("total_tokens", (double) metrics.totalTokens());
    scalars.put("step", (double) metrics.step());
    scalars.put("seconds/round", metrics.seconds());
    scalars.put("seconds/synchronising", metrics.synchronisingSeconds());
    Exchange exchange = metrics.exchange();
    if (exchange != null) {
      putPhases(exchange, scalars);
    }
    return Collections.unmodifiableMap(scalars);
  }

  private static void putPhases(Exchange exchange, Map<String, Double> scalars) {
    scalars.put("seconds/local", exchange.localSeconds());
    scalars.put("seconds/sending", exchange.sendingSeconds());
    scalars.put("seconds/reducing", exchange.reducingSeconds());
    scalars.put("seconds/outer", exchange.outerSeconds());
    scalars.put("seconds/waiting", exchange.waitingSeconds());
    if (exchange.deltaCosine() != null) {
      scalars.put("delta_cosine", exchange.deltaCosine());
    }
  }

  /** The same, and the losses of each task, as {@code loss_by_task/rte}. */
  public static Map<String, Double> all(RoundMetrics metrics) {
    Map<String, Double> scalars = new LinkedHashMap<>(overall(metrics));
    metrics.lossByTask().forEach((task, loss) -> scalars.put("loss_by_task/" + task, loss));
    metrics
        .validationLossByTask()
        .forEach((task, loss) -> scalars.put("validation_loss_by_task/" + task, loss));
    return Collections.unmodifiableMap(scalars);
  }
}
