package org.flanspark.tuning.ledger;

/**
 * What training has behind it.
 *
 * @param round rounds done
 * @param steps updates of each worker done
 * @param rows rows seen by all workers, over all passes: the position in {@link RowOrder}
 */
public record Progress(int round, long steps, long rows) {
  /** Nothing done. */
  public static final Progress START = new Progress(0, 0, 0);
}
