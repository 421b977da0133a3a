package org.flanspark.data.mixture;

import java.io.Serializable;

/**
 * A place in the order by hash: examples up to and including it are taken.
 *
 * @param order the last one's hash
 * @param exampleId the last one's identity, which decides among equal hashes
 */
public record Cut(long order, String exampleId) implements Serializable {
  /** Takes every example. */
  public static final Cut AFTER_ALL = new Cut(Long.MAX_VALUE, "\uffff");

  /** Takes none. */
  public static final Cut BEFORE_ALL = new Cut(Long.MIN_VALUE, "");

  /** Whether an example stands before the cut. */
  public boolean takes(long otherOrder, String otherId) {
    return otherOrder < order || (otherOrder == order && otherId.compareTo(exampleId) <= 0);
  }
}
