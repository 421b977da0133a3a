package org.flanspark.tuning.report;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flanspark.tuning.report.ReportPage.Amount;
import org.flanspark.tuning.report.ReportPage.AmountRows;
import org.flanspark.tuning.report.ReportPage.Averaging;
import org.flanspark.tuning.report.ReportPage.Fact;
import org.flanspark.tuning.report.ReportPage.Key;

/** The part of the page that shows what averaging took. */
final class PageAveraging {
  private final Exchanges exchanges;

  private PageAveraging(Exchanges exchanges) {
    this.exchanges = exchanges;
  }

  /** Empty where no round told of it. */
  static Optional<Averaging> of(Exchanges exchanges) {
    return exchanges.isEmpty()
        ? Optional.empty()
        : Optional.of(new PageAveraging(exchanges).section());
  }

  /** In one line. */
  static Optional<Fact> fact(Exchanges exchanges) {
    return exchanges.isEmpty()
        ? Optional.empty()
        : Optional.of(new Fact("Averaging", new PageAveraging(exchanges).inShort()));
  }

  private String inShort() {
    return Phase.AVERAGING.stream()
        .map(phase -> phase.title() + " " + Amounts.seconds(exchanges.seconds(phase)))
        .collect(
            Collectors.joining(
                ", ", Amounts.percent(exchanges.shareOfAveraging()) + " % of training time: ", ""));
  }

  private Averaging section() {
    return new Averaging(
        joined(),
        Stream.of(Phase.values()).map(phase -> new Key(phase.style(), phase.title())).toList(),
        PhaseChart.draw("phases", exchanges),
        RoundSeries.norms(exchanges).stream()
            .map(series -> new Key(series.style(), series.name()))
            .toList(),
        DeltaChart.norms("delta-norms", exchanges),
        DeltaChart.cosines("delta-cosines", exchanges),
        List.of(time(), bytes()));
  }

  /** What a mark of a chart stands for, where it is not one round. */
  private String joined() {
    RoundSpan span = RoundSpan.of(exchanges).get(0);
    int rounds = span.last() - span.first() + 1;
    return rounds == 1 ? "" : "Columns and points are means of %s rounds.".formatted(rounds);
  }

  private AmountRows time() {
    double whole = exchanges.seconds();
    return new AmountRows(
        amount("Time", whole, whole, Amounts::seconds),
        Stream.of(Phase.values())
            .map(phase -> amount(phase.title(), exchanges.seconds(phase), whole, Amounts::seconds))
            .toList());
  }

  private AmountRows bytes() {
    long whole = exchanges.bytes();
    return new AmountRows(
        amount("Bytes", whole, whole, Amounts::bytes),
        Stream.of(Direction.values())
            .map(
                direction ->
                    amount(direction.title(), exchanges.bytes(direction), whole, Amounts::bytes))
            .toList());
  }

  private Amount amount(String name, double amount, double whole, DoubleFunction<String> text) {
    return new Amount(
        name,
        text.apply(amount / exchanges.count()),
        text.apply(amount),
        Amounts.percent(whole == 0 ? 0 : amount / whole));
  }
}
