package org.flanspark.tuning.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.model.DecoderBatch;

/** Batches of random tokens, each row one segment, of whose positions a share is counted. */
final class RandomRows {
  private final int rows;
  private final int length;
  private final int vocabulary;
  private final double counted;
  private final Random random;

  RandomRows(int rows, int length, int vocabulary, double counted, long seed) {
    this.rows = rows;
    this.length = length;
    this.vocabulary = vocabulary;
    this.counted = counted;
    this.random = new Random(seed);
  }

  DecoderBatch next() {
    return DecoderBatch.of(IntStream.range(0, rows).mapToObj(row -> row()).toList());
  }

  /** The first token of a segment is never counted: none before it predicts it. */
  private PackedRow row() {
    int[] ids = random.ints(length, 0, vocabulary).toArray();
    int[] labels = new int[length];
    Arrays.fill(labels, TokenIds.NOT_COUNTED);
    int count = (int) Math.min(length - 1L, Math.round(counted * length));
    IntStream places = random.ints(1, length).distinct().limit(count);
    places.forEach(place -> labels[place] = ids[place]);
    return new PackedRow(
        TokenIds.of(ids), TokenIds.of(labels), List.of(length), List.of("random"), List.of(0));
  }
}
