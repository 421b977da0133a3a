package org.flanspark.tuning.metric;

/** Vectors added up in place. */
final class Sums {
  private Sums() {}

  static void add(double[] sums, double[] more) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += more[i];
    }
  }
}
