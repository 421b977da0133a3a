package org.flanspark.tuning.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.token.TokenIds;

/**
 * Packed rows padded to one length, all {@code [rows, time]}.
 *
 * <pre>
 * "11 12" -> "13"    "21" -> "22 23"    separator and end-of-sequence 1, time 12
 * ids          11   12    1   13    1   21    1   22   23    1    0    0
 * positions     0    1    2    3    4    0    1    2    3    4   -1   -1     -1 = padding
 * labels     -100 -100 -100   13    1 -100 -100   22   23    1 -100 -100     -100 = not counted
 * tasks         0    0    0    0    0    1    1    1    1    1    0    0
 * </pre>
 *
 * <p>A segment begins at each position 0. Labels are not shifted: a counted token is predicted from
 * the one before it, in its own segment.
 */
public final class DecoderBatch {
  /** The position of padding. */
  public static final int PADDING = -1;

  private static final int PLANES = 3;

  private final int rows;
  private final int time;

  /** {@code [rows, 3, time]}: ids, positions and tasks. */
  private final int[] features;

  private final int[] labels;

  private DecoderBatch(int rows, int time, int[] features, int[] labels) {
    this.rows = rows;
    this.time = time;
    this.features = features;
    this.labels = labels;
  }

  /**
   * Pads packed rows to the longest of them.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static DecoderBatch of(List<PackedRow> rows) {
    return padded(rows, rows.stream().mapToInt(row -> row.inputIds().length()).max().orElse(0));
  }

  /**
   * Pads packed rows to {@code time} tokens.
   *
   * @throws IllegalArgumentException if there is no row, or one that is longer
   */
  public static DecoderBatch padded(List<PackedRow> rows, int time) {
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("Invalid batch: 0 rows, expected at least 1");
    }
    DecoderBatch batch =
        new DecoderBatch(
            rows.size(), time, new int[rows.size() * PLANES * time], new int[rows.size() * time]);
    Arrays.fill(batch.labels, TokenIds.NOT_COUNTED);
    for (int row = 0; row < rows.size(); row++) {
      batch.fillRow(row, rows.get(row));
    }
    return batch;
  }

  /**
   * The batch of the arrays that reach a network, which are kept and not to be changed.
   *
   * @param features {@code [rows, 3, time]}: ids, positions and tasks of each row, one after the
   *     other
   * @param labels {@code [rows, time]}
   */
  public static DecoderBatch ofFeatures(int rows, int time, int[] features, int[] labels) {
    if (features.length != rows * PLANES * time || labels.length != rows * time) {
      throw new IllegalArgumentException(
          "Invalid batch: %s features and %s labels, expected [%s, 3, %s] and [%s, %s]"
              .formatted(features.length, labels.length, rows, time, rows, time));
    }
    return new DecoderBatch(rows, time, features, labels);
  }

  /** Ids, positions and tasks, {@code [rows, 3, time]}: the inverse of {@link #ofFeatures}. */
  public int[] features() {
    return features.clone();
  }

  public int rows() {
    return rows;
  }

  public int time() {
    return time;
  }

  /**
   * The same rows in at most so many batches, in order and as even as can be.
   *
   * @throws IllegalArgumentException if {@code count} is below 1
   */
  public List<DecoderBatch> parts(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("Invalid parts: %s, expected at least 1".formatted(count));
    }
    int parts = Math.min(count, rows);
    if (parts == 1) {
      return List.of(this);
    }
    return IntStream.range(0, parts)
        .mapToObj(part -> rows(rows * part / parts, rows * (part + 1) / parts))
        .toList();
  }

  private DecoderBatch rows(int from, int to) {
    if (from == 0 && to == rows) {
      return this;
    }
    return new DecoderBatch(
        to - from,
        time,
        Arrays.copyOfRange(features, from * PLANES * time, to * PLANES * time),
        Arrays.copyOfRange(labels, from * time, to * time));
  }

  /** {@code [rows, time]}, a copy. */
  public int[] labels() {
    return labels.clone();
  }

  int id(int place) {
    return features[feature(0, place)];
  }

  int position(int place) {
    return features[feature(1, place)];
  }

  int label(int place) {
    return labels[place];
  }

  int task(int place) {
    return features[feature(2, place)];
  }

  private int feature(int plane, int place) {
    int row = place / time;
    return (row * PLANES + plane) * time + place - row * time;
  }

  private void fillRow(int row, PackedRow packed) {
    if (packed.inputIds().length() > time) {
      throw new IllegalArgumentException(
          "Invalid packed row: %s tokens, expected at most %s"
              .formatted(packed.inputIds().length(), time));
    }
    int place = row * time;
    int token = 0;
    for (int segment = 0; segment < packed.seqLengths().size(); segment++) {
      for (int position = 0; position < packed.seqLengths().get(segment); position++) {
        features[feature(0, place)] = packed.inputIds().at(token);
        features[feature(1, place)] = position;
        features[feature(2, place)] = packed.taskIds().get(segment);
        labels[place++] = packed.labels().at(token++);
      }
    }
    Arrays.fill(features, feature(1, row * time) + token, feature(1, row * time) + time, PADDING);
  }
}
