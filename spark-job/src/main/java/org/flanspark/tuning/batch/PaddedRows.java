package org.flanspark.tuning.batch;

import java.util.Arrays;
import java.util.List;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.token.TokenIds;

/**
 * Packed rows side by side, padded at the end to one length: the longest row's, rounded up.
 *
 * <pre>
 * "11 12" -> "13"    "21" -> "22 23"    tasks 4 and 2, separator and end-of-sequence 1
 * ids         11   12    1   13    1   21    1   22   23    1    0 ...
 * positions    0    1    2    3    4    0    1    2    3    4   -1 ...
 * tasks        4    4    4    4    4    2    2    2    2    2    0 ...
 * labels    -100 -100 -100   13    1 -100 -100   22   23    1 -100 ...
 * </pre>
 */
public final class PaddedRows {
  /** Lengths are multiples of it, so that few different ones occur. */
  static final int ROUND_UP_TO = 16;

  /** The ids, the position in the segment (-1 = padding) and the task's index of each token. */
  private static final int FEATURES = 3;

  private final int rows;
  private final int time;
  private final int[] features;
  private final int[] labels;

  private PaddedRows(int rows, int time) {
    this.rows = rows;
    this.time = time;
    this.features = new int[rows * FEATURES * time];
    this.labels = new int[rows * time];
  }

  /** The given rows; at least one. */
  public static PaddedRows of(List<PackedRow> rows) {
    int longest = rows.stream().mapToInt(row -> row.inputIds().length()).max().orElseThrow();
    int time = (longest + ROUND_UP_TO - 1) / ROUND_UP_TO * ROUND_UP_TO;
    PaddedRows padded = new PaddedRows(rows.size(), time);
    Arrays.fill(padded.labels, TokenIds.NOT_COUNTED);
    for (int row = 0; row < rows.size(); row++) {
      padded.fill(row, rows.get(row));
    }
    return padded;
  }

  public int rows() {
    return rows;
  }

  public int time() {
    return time;
  }

  /** {@code [rows, 3, time]}, row-major: ids; position in the segment, -1 = padding; task index. */
  public int[] features() {
    return features.clone();
  }

  /** {@code [rows, time]}, row-major; {@link TokenIds#NOT_COUNTED} where not counted. */
  public int[] labels() {
    return labels.clone();
  }

  private void fill(int row, PackedRow packed) {
    int ids = row * FEATURES * time;
    int positions = ids + time;
    int tasks = positions + time;
    System.arraycopy(packed.inputIds().toArray(), 0, features, ids, packed.inputIds().length());
    System.arraycopy(packed.labels().toArray(), 0, labels, row * time, packed.labels().length());
    Arrays.fill(features, positions, positions + time, -1);
    int token = 0;
    for (int segment = 0; segment < packed.seqLengths().size(); segment++) {
      int length = packed.seqLengths().get(segment);
      for (int position = 0; position < length; position++) {
        features[positions + token + position] = position;
      }
      Arrays.fill(features, tasks + token, tasks + token + length, packed.taskIds().get(segment));
      token += length;
    }
  }
}
