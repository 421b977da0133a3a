package org.flanspark.tuning.model;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.kernel.Segments;

/**
 * What the decoder computes on: the tokens of a batch without padding, end to end, and which of
 * them predict a counted token.
 *
 * <pre>
 * ids       11 12  1 13  1 | 21  1 22 23  1
 * counted    2  3  6  7  8         these tokens predict ...
 * labels    13  1 22 23  1         ... these
 * </pre>
 */
final class TokenStream {
  private final int[] ids;
  private final int[] positions;
  private final Segments segments;
  private final int[] counted;
  private final int[] labels;
  private final int[] tasks;

  private TokenStream(
      int[] ids, int[] positions, Segments segments, int[] counted, int[] labels, int[] tasks) {
    this.ids = ids;
    this.positions = positions;
    this.segments = segments;
    this.counted = counted;
    this.labels = labels;
    this.tasks = tasks;
  }

  /**
   * Leaves out the padding.
   *
   * @throws IllegalArgumentException if an id, a position or a label does not fit the model or the
   *     segments
   */
  static TokenStream of(DecoderBatch batch, ModelShape model) {
    int[] places =
        IntStream.range(0, batch.rows() * batch.time())
            .filter(place -> batch.position(place) != DecoderBatch.PADDING)
            .toArray();
    check(batch, places, model);
    int[] counted =
        IntStream.range(0, places.length)
            .filter(token -> batch.label(places[token]) != TokenIds.NOT_COUNTED)
            .toArray();
    return new TokenStream(
        IntStream.of(places).map(batch::id).toArray(),
        IntStream.of(places).map(batch::position).toArray(),
        segments(batch, places),
        IntStream.of(counted).map(token -> token - 1).toArray(),
        IntStream.of(counted).map(token -> batch.label(places[token])).toArray(),
        IntStream.of(counted).map(token -> batch.task(places[token])).toArray());
  }

  int tokens() {
    return ids.length;
  }

  int countedTokens() {
    return counted.length;
  }

  int[] ids() {
    return ids.clone();
  }

  int[] positions() {
    return positions.clone();
  }

  Segments segments() {
    return segments;
  }

  /** For each counted token the one before it, from {@code from} on. */
  int[] counted(int from, int to) {
    return Arrays.copyOfRange(counted, from, to);
  }

  int[] labels(int from, int to) {
    return Arrays.copyOfRange(labels, from, to);
  }

  int task(int countedToken) {
    return tasks[countedToken];
  }

  private static Segments segments(DecoderBatch batch, int[] places) {
    int[] starts =
        IntStream.range(0, places.length).filter(i -> batch.position(places[i]) == 0).toArray();
    int[] lengths = new int[starts.length];
    for (int i = 0; i < starts.length; i++) {
      lengths[i] = (i + 1 < starts.length ? starts[i + 1] : places.length) - starts[i];
    }
    return Segments.ofLengths(lengths);
  }

  private static void check(DecoderBatch batch, int[] places, ModelShape model) {
    int before = -1;
    for (int i = 0; i < places.length; i++) {
      int position = batch.position(places[i]);
      boolean continues = position == before + 1 && i > 0 && sameRow(batch, places, i);
      require(position == 0 || continues, "position", position, "0 or one more than the last");
      require(position < model.context(), "position", position, "below " + model.context());
      checkToken("token id", batch.id(places[i]), model);
      int label = batch.label(places[i]);
      if (label != TokenIds.NOT_COUNTED) {
        require(position > 0, "label", label, TokenIds.NOT_COUNTED + " at a segment's start");
        checkToken("label", label, model);
      }
      before = position;
    }
  }

  private static boolean sameRow(DecoderBatch batch, int[] places, int i) {
    return places[i] / batch.time() == places[i - 1] / batch.time();
  }

  private static void checkToken(String what, int id, ModelShape model) {
    require(id >= 0 && id < model.vocabulary(), what, id, "0 to " + (model.vocabulary() - 1));
  }

  private static void require(boolean holds, String what, int value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Invalid %s: %s, expected %s".formatted(what, value, expected));
    }
  }
}
