package org.flanspark.data.prepare;

import java.util.Locale;
import org.slf4j.Logger;

/** Tells the person who waits what is done and how long it took. */
final class Station {
  private final Logger log;
  private long since = System.nanoTime();

  Station(Logger log) {
    this.log = log;
  }

  /** One line for what has just ended. */
  void done(String name, String result) {
    long now = System.nanoTime();
    log.info(
        "{} | {} | {} s",
        String.format(Locale.ROOT, "%-8s", name),
        result,
        String.format(Locale.ROOT, "%.1f", (now - since) / 1e9));
    since = now;
  }
}
