package org.flanspark.tuning.report;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flanspark.tuning.averaging.Exchange;
import org.flanspark.tuning.report.Exchanges.Told;
import org.jspecify.annotations.Nullable;

/**
 * Rounds that a chart shows as one, by their means: single ones, or so many in a row that the chart
 * stays legible.
 *
 * @param rounds one or more, in order
 */
record RoundSpan(List<Told> rounds) {
  /** The most that a chart shows side by side. */
  private static final int MOST = 60;

  RoundSpan {
    rounds = List.copyOf(rounds);
  }

  /** Spans of equal length, the last maybe shorter, with these rounds, which are one or more. */
  static List<RoundSpan> of(Exchanges exchanges) {
    List<Told> rounds = exchanges.rounds();
    int first = rounds.get(0).round();
    int last = rounds.get(rounds.size() - 1).round();
    int length = (last - first) / MOST + 1;
    return rounds.stream()
        .collect(
            Collectors.groupingBy(
                told -> (told.round() - first) / length, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(RoundSpan::new)
        .toList();
  }

  int first() {
    return rounds.get(0).round();
  }

  int last() {
    return rounds.get(rounds.size() - 1).round();
  }

  double middle() {
    return (first() + last()) / 2.0;
  }

  /** {@code round 12}, or {@code rounds 11 to 15, on average}. */
  String title() {
    return first() == last()
        ? "round " + first()
        : "rounds %s to %s, on average".formatted(first(), last());
  }

  double seconds(Phase phase) {
    return mean(phase::seconds).orElse(0);
  }

  /** Over the rounds that have the value; empty where none has. */
  OptionalDouble mean(Function<Exchange, @Nullable Double> value) {
    Stream<@Nullable Double> values = rounds.stream().map(Told::exchange).map(value);
    return values.filter(Objects::nonNull).mapToDouble(Double::doubleValue).average();
  }
}
