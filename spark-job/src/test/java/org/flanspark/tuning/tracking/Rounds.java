package org.flanspark.tuning.tracking;

import java.util.Map;
import org.flanspark.tuning.averaging.Exchange;
import org.flanspark.tuning.tracking.RunWatcher.Outlook;

/** Rounds for the tests of those who watch. */
public final class Rounds {
  /** Of a run of four rounds, two minutes from its end. */
  public static final Outlook OUTLOOK = new Outlook(4, 120);

  private Rounds() {}

  /** A round with a loss of a half its number, and a validation loss in every second one. */
  public static RoundMetrics round(int number) {
    double loss = number / 2.0;
    boolean validated = number % 2 == 0;
    return new RoundMetrics(
        number,
        10L * number,
        800,
        400,
        800L * number,
        loss,
        validated ? loss + 0.25 : null,
        Map.of("rte", loss),
        validated ? Map.of("rte", loss + 0.25) : Map.of(),
        1.0e-3,
        2.0,
        200,
        4,
        1,
        new Exchange(
            0.25, 3, 0.5, 0.125, 0.125, 8, 8, 8, Map.of(0, 1.0, 1, 1.0), 0.75, null, null));
  }
}
