package org.flanspark.data.mixture;

import java.io.Serializable;

/**
 * How often each example of one task is drawn: those kept, {@code fullPasses} times; the first of
 * them, once more. An example decides it alone, from its own place in the order by hash.
 *
 * @param kept where the kept ones end
 * @param fullPasses how often each of them is drawn
 * @param remainder where those end that are drawn once more
 */
public record Draw(Cut kept, int fullPasses, Cut remainder) implements Serializable {
  /** Draws nothing. */
  public static final Draw NONE = new Draw(Cut.BEFORE_ALL, 0, Cut.BEFORE_ALL);

  /** How often an example is drawn. */
  public int times(long order, String exampleId) {
    if (!kept.takes(order, exampleId)) {
      return 0;
    }
    return fullPasses + (remainder.takes(order, exampleId) ? 1 : 0);
  }
}
