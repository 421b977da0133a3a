package org.flanspark.tuning.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.flanspark.tuning.averaging.Exchange;
import org.flanspark.tuning.tracking.RoundMetrics;
import org.jspecify.annotations.Nullable;

/** The rounds whose averaging master told what it took, in order. */
record Exchanges(List<Told> rounds) {
  Exchanges {
    rounds = List.copyOf(rounds);
  }

  /** What the master told of the round with this number. */
  record Told(int round, Exchange exchange) {}

  static Exchanges of(List<RoundMetrics> rounds) {
    List<Told> told = new ArrayList<>();
    for (RoundMetrics round : rounds) {
      Exchange exchange = round.exchange();
      if (exchange != null) {
        told.add(new Told(round.round(), exchange));
      }
    }
    return new Exchanges(told);
  }

  boolean isEmpty() {
    return rounds.isEmpty();
  }

  int count() {
    return rounds.size();
  }

  /** Of all rounds and phases. */
  double seconds() {
    return Stream.of(Phase.values()).mapToDouble(this::seconds).sum();
  }

  /** Of all rounds. */
  double seconds(Phase phase) {
    return all().mapToDouble(phase::seconds).sum();
  }

  /** Of all rounds and directions. */
  long bytes() {
    return Stream.of(Direction.values()).mapToLong(this::bytes).sum();
  }

  /** Of all rounds. */
  long bytes(Direction direction) {
    return all().mapToLong(direction::bytes).sum();
  }

  /** What of the rounds' time was not training, in [0, 1]. */
  double shareOfAveraging() {
    double whole = seconds();
    return whole == 0 ? 0 : 1 - seconds(Phase.LOCAL) / whole;
  }

  /** Those of whom a delta counted, in order. */
  List<Integer> workers() {
    return all()
        .flatMap(exchange -> exchange.deltaNorms().keySet().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** The most that the driver's process held; null where no round told. */
  @Nullable Long driverPeakBytes() {
    return most(Exchange::driverPeakBytes);
  }

  /** The most that a worker's process held; null where no round told. */
  @Nullable Long executorPeakBytes() {
    return most(Exchange::executorPeakBytes);
  }

  private @Nullable Long most(Function<Exchange, @Nullable Long> bytes) {
    Long most = null;
    for (Told told : rounds) {
      Long next = bytes.apply(told.exchange());
      if (next != null && (most == null || next > most)) {
        most = next;
      }
    }
    return most;
  }

  private Stream<Exchange> all() {
    return rounds.stream().map(Told::exchange);
  }
}
