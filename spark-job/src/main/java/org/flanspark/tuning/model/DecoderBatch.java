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

  private final int rows;
  private final int time;
  private final int[] ids;
  private final int[] positions;
  private final int[] labels;
  private final int[] tasks;

  private DecoderBatch(int rows, int time) {
    this.rows = rows;
    this.time = time;
    this.ids = new int[rows * time];
    this.positions = new int[rows * time];
    this.labels = new int[rows * time];
    this.tasks = new int[rows * time];
    Arrays.fill(positions, PADDING);
    Arrays.fill(labels, TokenIds.NOT_COUNTED);
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
    DecoderBatch batch = new DecoderBatch(rows.size(), time);
    for (int row = 0; row < rows.size(); row++) {
      batch.fillRow(row, rows.get(row));
    }
    return batch;
  }

  /**
   * Copies what a data set carries.
   *
   * @param ids {@code [rows, time]}, row by row, as the other arrays
   */
  static DecoderBatch copyOf(
      int rows, int time, int[] ids, int[] positions, int[] labels, int[] tasks) {
    DecoderBatch batch = new DecoderBatch(rows, time);
    System.arraycopy(ids, 0, batch.ids, 0, rows * time);
    System.arraycopy(positions, 0, batch.positions, 0, rows * time);
    System.arraycopy(labels, 0, batch.labels, 0, rows * time);
    System.arraycopy(tasks, 0, batch.tasks, 0, rows * time);
    return batch;
  }

  /**
   * The batch of the arrays that reach a network.
   *
   * @param features {@code [rows, 3, time]}: ids, positions and tasks of each row, one after the
   *     other
   * @param labels {@code [rows, time]}
   */
  public static DecoderBatch ofFeatures(int rows, int time, int[] features, int[] labels) {
    return copyOf(
        rows,
        time,
        plane(features, rows, time, 0),
        plane(features, rows, time, 1),
        labels,
        plane(features, rows, time, 2));
  }

  /** Ids, positions and tasks, {@code [rows, 3, time]}: the inverse of {@link #ofFeatures}. */
  public int[] features() {
    int[] features = new int[rows * 3 * time];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(ids, row * time, features, row * 3 * time, time);
      System.arraycopy(positions, row * time, features, (row * 3 + 1) * time, time);
      System.arraycopy(tasks, row * time, features, (row * 3 + 2) * time, time);
    }
    return features;
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
    return copyOf(
        to - from,
        time,
        Arrays.copyOfRange(ids, from * time, to * time),
        Arrays.copyOfRange(positions, from * time, to * time),
        Arrays.copyOfRange(labels, from * time, to * time),
        Arrays.copyOfRange(tasks, from * time, to * time));
  }

  /** {@code [rows, time]}, a copy. */
  public int[] labels() {
    return labels.clone();
  }

  int id(int place) {
    return ids[place];
  }

  int position(int place) {
    return positions[place];
  }

  int label(int place) {
    return labels[place];
  }

  int task(int place) {
    return tasks[place];
  }

  private void fillRow(int row, PackedRow packed) {
    if (packed.inputIds().length() > time) {
      throw new IllegalArgumentException(
          "Invalid packed row: %s tokens, expected at most %s"
              .formatted(packed.inputIds().length(), time));
    }
    int place = 0;
    for (int segment = 0; segment < packed.seqLengths().size(); segment++) {
      for (int position = 0; position < packed.seqLengths().get(segment); position++, place++) {
        ids[row * time + place] = packed.inputIds().at(place);
        labels[row * time + place] = packed.labels().at(place);
        positions[row * time + place] = position;
        tasks[row * time + place] = packed.taskIds().get(segment);
      }
    }
  }

  private static int[] plane(int[] features, int rows, int time, int plane) {
    int[] values = new int[rows * time];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(features, (row * 3 + plane) * time, values, row * time, time);
    }
    return values;
  }
}
