package org.flanspark.tuning.averaging;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring values of a network's flat arrays: what travels and is averaged at a time.
 *
 * @param number from 0, over the parts
 * @param part the array
 * @param from its first value's place in the array
 * @param length values
 */
record Slice(int number, Part part, long from, int length) implements Serializable {
  /** An array of a network. */
  enum Part {
    /** Workers return how far they have moved. */
    PARAMETERS,
    /** Workers return what they hold: a rounded difference could leave a second moment below 0. */
    MOMENTS
  }

  /**
   * Cuts the parts end to end.
   *
   * @param parameters how many values
   * @param moments how many values; 0 where they do not travel
   * @param maxLength values of a slice; the last one of a part may have fewer
   */
  static List<Slice> cut(long parameters, long moments, int maxLength) {
    List<Slice> slices = new ArrayList<>();
    cut(Part.PARAMETERS, parameters, maxLength, slices);
    cut(Part.MOMENTS, moments, maxLength, slices);
    return slices;
  }

  private static void cut(Part part, long values, int maxLength, List<Slice> slices) {
    for (long from = 0; from < values; from += maxLength) {
      int length = (int) Math.min(maxLength, values - from);
      slices.add(new Slice(slices.size(), part, from, length));
    }
  }
}
