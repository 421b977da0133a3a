package org.flanspark.tuning.tracking;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.flanspark.tuning.averaging.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A round's metrics as named numbers, as dashboards show them; what was not measured is left out.
 */
public final class RoundScalars {
  private static final Map<String, Function<RoundMetrics, @Nullable Double>> SCALARS =
      new LinkedHashMap<>();

  static {
    SCALARS.put("loss", RoundMetrics::loss);
    SCALARS.put("validation_loss", RoundMetrics::validationLoss);
    SCALARS.put("learning_rate", RoundMetrics::learningRate);
    SCALARS.put("gradient_norm", RoundMetrics::gradientNorm);
    SCALARS.put("tokens_per_second", RoundMetrics::tokensPerSecond);
    SCALARS.put("total_tokens", metrics -> (double) metrics.totalTokens());
    SCALARS.put("step", metrics -> (double) metrics.step());
    SCALARS.put("seconds/round", RoundMetrics::seconds);
    SCALARS.put("seconds/synchronising", RoundMetrics::synchronisingSeconds);
    SCALARS.put("seconds/local", exchange(Exchange::localSeconds));
    SCALARS.put("seconds/sending", exchange(Exchange::sendingSeconds));
    SCALARS.put("seconds/reducing", exchange(Exchange::reducingSeconds));
    SCALARS.put("seconds/outer", exchange(Exchange::outerSeconds));
    SCALARS.put("seconds/waiting", exchange(Exchange::waitingSeconds));
    SCALARS.put("delta_cosine", exchange(Exchange::deltaCosine));
  }

  /** The names of {@link #overall}, whether measured or not. */
  public static final List<String> NAMES = List.copyOf(SCALARS.keySet());

  private RoundScalars() {}

  /** Of the round as a whole. */
  public static Map<String, Double> overall(RoundMetrics metrics) {
    Map<String, Double> scalars = new LinkedHashMap<>();
    SCALARS.forEach(
        (name, scalar) -> {
          Double value = scalar.apply(metrics);
          if (value != null) {
            scalars.put(name, value);
          }
        });
    return Collections.unmodifiableMap(scalars);
  }

  private static Function<RoundMetrics, @Nullable Double> exchange(
      Function<Exchange, @Nullable Double> scalar) {
    return metrics -> {
      Exchange exchange = metrics.exchange();
      return exchange == null ? null : scalar.apply(exchange);
    };
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
