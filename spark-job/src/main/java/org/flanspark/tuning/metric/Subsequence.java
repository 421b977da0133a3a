package org.flanspark.tuning.metric;

import java.util.BitSet;
import java.util.List;

/** The longest common subsequence of two texts. */
final class Subsequence {
  private Subsequence() {}

  /**
   * The places in the reference of one longest common subsequence. Of several it is the one that
   * rouge_score finds: read from the ends, where two ways are as long the reference gives way.
   */
  static BitSet places(List<String> reference, List<String> text) {
    int[][] lengths = lengths(reference, text);
    BitSet places = new BitSet(reference.size());
    int i = reference.size();
    int j = text.size();
    while (i > 0 && j > 0) {
      if (reference.get(i - 1).equals(text.get(j - 1))) {
        places.set(i - 1);
        i--;
        j--;
      } else if (lengths[i][j - 1] > lengths[i - 1][j]) {
        j--;
      } else {
        i--;
      }
    }
    return places;
  }

  /** [i][j]: the length for the first i tokens of the reference and the first j of the text. */
  private static int[][] lengths(List<String> reference, List<String> text) {
    int[][] lengths = new int[reference.size() + 1][text.size() + 1];
    for (int i = 1; i <= reference.size(); i++) {
      for (int j = 1; j <= text.size(); j++) {
        lengths[i][j] =
            reference.get(i - 1).equals(text.get(j - 1))
                ? lengths[i - 1][j - 1] + 1
                : Math.max(lengths[i - 1][j], lengths[i][j - 1]);
      }
    }
    return lengths;
  }
}
