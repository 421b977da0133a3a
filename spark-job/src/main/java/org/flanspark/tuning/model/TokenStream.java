package org.flanspark.tuning.model;

import java.util.Arrays;
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

  /** Reads a batch whose positions, labels and ids were checked. */
  private TokenStream(DecoderBatch batch, int[] places) {
    int counted = 0;
    int segments = 0;
    for (int place : places) {
      counted += batch.label(place) == TokenIds.NOT_COUNTED ? 0 : 1;
      segments += batch.position(place) == 0 ? 1 : 0;
    }
    this.ids = new int[places.length];
    this.positions = new int[places.length];
    this.segments = segments(batch, places, segments);
    this.counted = new int[counted];
    this.labels = new int[counted];
    this.tasks = new int[counted];
    fill(batch, places);
  }

  private void fill(DecoderBatch batch, int[] places) {
    int next = 0;
    for (int token = 0; token < places.length; token++) {
      int place = places[token];
      ids[token] = batch.id(place);
      positions[token] = batch.position(place);
      if (batch.label(place) != TokenIds.NOT_COUNTED) {
        counted[next] = token - 1;
        labels[next] = batch.label(place);
        tasks[next] = batch.task(place);
        next++;
      }
    }
  }

  /**
   * Leaves out the padding.
   *
   * @throws IllegalArgumentException if an id, a position or a label does not fit the model or the
   *     segments
   */
  static TokenStream of(DecoderBatch batch, ModelShape model) {
    int[] places = places(batch);
    check(batch, places, model);
    return new TokenStream(batch, places);
  }

  /** Where the batch holds tokens. */
  private static int[] places(DecoderBatch batch) {
    int[] places = new int[batch.rows() * batch.time()];
    int count = 0;
    for (int place = 0; place < places.length; place++) {
      if (batch.position(place) != DecoderBatch.PADDING) {
        places[count++] = place;
      }
    }
    return count == places.length ? places : Arrays.copyOf(places, count);
  }

  int tokens() {
    return ids.length;
  }

  int countedTokens() {
    return counted.length;
  }

  /** One a token; not to be changed. */
  int[] ids() {
    return ids;
  }

  /** One a token: its place in its segment; not to be changed. */
  int[] positions() {
    return positions;
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

  private static Segments segments(DecoderBatch batch, int[] places, int count) {
    int[] lengths = new int[count];
    int segment = -1;
    for (int place : places) {
      segment += batch.position(place) == 0 ? 1 : 0;
      lengths[segment]++;
    }
    return Segments.ofLengths(lengths);
  }

  private static void check(DecoderBatch batch, int[] places, ModelShape model) {
    int before = -1;
    for (int i = 0; i < places.length; i++) {
      int position = batch.position(places[i]);
      boolean continues = position == before + 1 && i > 0 && sameRow(batch, places, i);
      if (position != 0 && !continues) {
        throw invalid("position", position, "0 or one more than the last");
      }
      if (position >= model.context()) {
        throw invalid("position", position, "below " + model.context());
      }
      checkToken("token id", batch.id(places[i]), model);
      checkLabel(batch.label(places[i]), position, model);
      before = position;
    }
  }

  private static boolean sameRow(DecoderBatch batch, int[] places, int i) {
    return places[i] / batch.time() == places[i - 1] / batch.time();
  }

  private static void checkLabel(int label, int position, ModelShape model) {
    if (label != TokenIds.NOT_COUNTED) {
      if (position == 0) {
        throw invalid("label", label, TokenIds.NOT_COUNTED + " at a segment's start");
      }
      checkToken("label", label, model);
    }
  }

  private static void checkToken(String what, int id, ModelShape model) {
    if (id < 0 || id >= model.vocabulary()) {
      throw invalid(what, id, "0 to " + (model.vocabulary() - 1));
    }
  }

  private static IllegalArgumentException invalid(String what, int value, String expected) {
    return new IllegalArgumentException(
        "Invalid %s: %s, expected %s".formatted(what, value, expected));
  }
}
