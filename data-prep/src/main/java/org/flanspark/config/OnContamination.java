package org.flanspark.config;

/** What becomes of training examples that hold text of held-out, validation or test inputs. */
public enum OnContamination {
  /** They are left out of training. */
  DROP_FROM_TRAINING,
  /** The job fails and shows them. */
  FAIL,
  /** They are trained on; the numbers of the tasks they are found in are withheld. */
  WITHHOLD
}
