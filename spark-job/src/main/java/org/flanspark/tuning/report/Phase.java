package org.flanspark.tuning.report;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.flanspark.tuning.averaging.Exchange;

/** A part of a round's time, in the order in which a column stacks them: training first. */
enum Phase {
  LOCAL("local steps", Exchange::localSeconds),
  SENDING("sending", Exchange::sendingSeconds),
  REDUCING("reducing", Exchange::reducingSeconds),
  OUTER("outer step", Exchange::outerSeconds),
  WAITING("waiting", Exchange::waitingSeconds);

  /** What a round spends beside training. */
  static final List<Phase> AVERAGING = List.of(SENDING, REDUCING, OUTER, WAITING);

  private final String title;
  private final ToDoubleFunction<Exchange> seconds;

  Phase(String title, ToDoubleFunction<Exchange> seconds) {
    this.title = title;
    this.seconds = seconds;
  }

  String title() {
    return title;
  }

  /** The style of its part of a column. */
  String style() {
    return "phase-" + name().toLowerCase(Locale.ROOT);
  }

  double seconds(Exchange exchange) {
    return seconds.applyAsDouble(exchange);
  }
}
