package org.flanspark.config;

/** Where the optimizer's moments are between two rounds. */
public enum Moments {
  /** Each worker keeps its own: nothing travels, and a lost executor costs its worker's. */
  LOCAL,
  /** They are averaged as the parameters are: three times the traffic with AdamW. */
  AVERAGED
}
