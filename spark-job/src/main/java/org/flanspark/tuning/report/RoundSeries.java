package org.flanspark.tuning.report;

import java.util.List;
import java.util.function.Function;
import org.flanspark.tuning.averaging.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A value that rounds have, some of them maybe not.
 *
 * @param style of its curve
 */
record RoundSeries(String name, String style, Function<Exchange, @Nullable Double> value) {
  /** Workers with a curve each; the style sheet has as many colours. */
  private static final int MOST_WORKERS = 6;

  /** How alike the workers' deltas were. */
  static List<RoundSeries> cosine() {
    return List.of(new RoundSeries("cosine", "cosine", Exchange::deltaCosine));
  }

  /** How far the workers went: each of them or, of many, the least, the median, the greatest. */
  static List<RoundSeries> norms(Exchanges exchanges) {
    List<Integer> workers = exchanges.workers();
    return workers.size() > MOST_WORKERS
        ? List.of(ofRank("least", 0), ofRank("median", 0.5), ofRank("greatest", 1))
        : workers.stream().map(worker -> ofWorker(worker, workers.indexOf(worker))).toList();
  }

  private static RoundSeries ofWorker(int worker, int place) {
    return new RoundSeries(
        "worker " + worker, "worker-" + place, exchange -> exchange.deltaNorms().get(worker));
  }

  private static RoundSeries ofRank(String name, double rank) {
    return new RoundSeries(name, name, exchange -> normOfRank(exchange, rank));
  }

  /** The norm in this place among the sorted ones, from 0 to 1. */
  private static @Nullable Double normOfRank(Exchange exchange, double rank) {
    List<Double> norms = exchange.deltaNorms().values().stream().sorted().toList();
    return norms.isEmpty() ? null : norms.get((int) (rank * (norms.size() - 1)));
  }
}
