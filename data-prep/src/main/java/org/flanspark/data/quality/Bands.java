package org.flanspark.data.quality;

import java.io.Serializable;

/**
 * How min-hashes are put together for locality-sensitive hashing (Leskovec, Rajaraman and Ullman,
 * Mining of Massive Datasets, section 3.4): two records share a band's bucket if all of its rows
 * agree, with the chance s^rows at similarity s. More rows keep unlike records apart; more bands
 * find what one band misses.
 *
 * <pre>
 * similarity  0.95  0.9  0.8  0.7  0.5
 * rows          11    8    5    4    2
 * bands          9   13   18   26   25
 * </pre>
 *
 * @param bands how many there are
 * @param rows min-hashes in each
 */
record Bands(int bands, int rows) implements Serializable {
  /** Of the pairs that are just similar enough, at most this share is missed. */
  private static final double MISSED = 0.001;

  /** A min-hash costs a pass over the shingles. */
  private static final int MAX_HASHES = 104;

  /** As many rows as the number of hashes allows. */
  static Bands of(double similarity) {
    Bands found = new Bands(bands(similarity, 1), 1);
    for (int rows = 2; rows * bands(similarity, rows) <= MAX_HASHES; rows++) {
      found = new Bands(bands(similarity, rows), rows);
    }
    return found;
  }

  int hashes() {
    return bands * rows;
  }

  /** The bucket of each band. */
  long[] buckets(long[] minHashes) {
    long[] buckets = new long[bands];
    for (int band = 0; band < bands; band++) {
      long sum = band;
      for (int row = 0; row < rows; row++) {
        sum = Hashes.extended(sum, minHashes[band * rows + row]);
      }
      buckets[band] = Hashes.mixed(sum);
    }
    return buckets;
  }

  private static int bands(double similarity, int rows) {
    double missedByOne = Math.log1p(-Math.pow(similarity, rows));
    return Math.max(1, (int) Math.ceil(Math.log(MISSED) / missedByOne));
  }
}
