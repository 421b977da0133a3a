package org.flanspark.config;

/** How an example comes by its template. */
public enum ChoiceOfTemplate {
  /** By a hash of the example, as the paper says: at random. */
  HASHED,
  /** In turn, as in the paper's code: each template equally often. */
  CYCLIC
}
