package org.flanspark.tuning.averaging;

/** What workers do between receiving parameters and returning them. */
public enum LocalWork {
  /** Updates. */
  TRAIN,
  /** Nothing, to measure the exchange alone: they return as if a hundred tokens had counted. */
  NONE,
  /** The same, by workers that have no optimizer: parameters alone are held. */
  NONE_WITHOUT_MOMENTS
}
