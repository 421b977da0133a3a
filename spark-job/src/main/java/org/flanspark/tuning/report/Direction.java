package org.flanspark.tuning.report;

import java.util.function.ToLongFunction;
import org.flanspark.tuning.averaging.Exchange;

/** A way that bytes of a round went. */
enum Direction {
  SENT("driver to workers", Exchange::sentBytes),
  RETURNED("workers to reducers", Exchange::returnedBytes),
  REDUCED("reducers to driver", Exchange::reducedBytes);

  private final String title;
  private final ToLongFunction<Exchange> bytes;

  Direction(String title, ToLongFunction<Exchange> bytes) {
    this.title = title;
    this.bytes = bytes;
  }

  String title() {
    return title;
  }

  long bytes(Exchange exchange) {
    return bytes.applyAsLong(exchange);
  }
}
