package org.flanspark.tuning.metric;

/**
 * How alike two texts are: one less Levenshtein's distance over the length of the longer text, both
 * in code points. 1 for equal texts, 0 for texts that share nothing. Case counts; white space at
 * the ends does not.
 *
 * <pre>
 * "kitten" and "sitting": 3 changes of 7 characters: 4/7
 * </pre>
 */
final class EditDistance {
  private EditDistance() {}

  static double similarity(String first, String second) {
    int[] from = first.strip().codePoints().toArray();
    int[] to = second.strip().codePoints().toArray();
    int longer = Math.max(from.length, to.length);
    return longer == 0 ? 1 : 1 - (double) distance(from, to) / longer;
  }

  /** The fewest characters to insert, delete or replace (Levenshtein 1966), row by row. */
  private static int distance(int[] from, int[] to) {
    int[] row = new int[to.length + 1];
    for (int j = 0; j <= to.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length; i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length; j++) {
        int replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length];
  }
}
