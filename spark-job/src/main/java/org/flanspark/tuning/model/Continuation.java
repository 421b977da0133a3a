package org.flanspark.tuning.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.kernel.Attention;
import org.flanspark.tuning.kernel.ElementType;
import org.flanspark.tuning.kernel.Indices;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.KeyValueCache;
import org.flanspark.tuning.kernel.Segments;
import org.flanspark.tuning.kernel.Tensor;

/**
 * Several texts continued side by side: each token's keys and values are computed once and kept.
 *
 * <p>Uses the decoder's buffers: nothing else may use the decoder until this is closed.
 */
public final class Continuation implements AutoCloseable {
  private final Decoder decoder;
  private final DecoderWeights weights;
  private final Kernels kernels;
  private final int[] capacities;
  private final int[] firstRows;
  private final int[] lengths;
  private final List<KeyValueCache> caches = new ArrayList<>();

  private Continuation(Decoder decoder, DecoderWeights weights, int[] capacities) {
    this.decoder = decoder;
    this.weights = weights;
    this.kernels = decoder.kernels();
    this.capacities = capacities;
    this.firstRows = starts(capacities);
    this.lengths = new int[capacities.length];
    int width = heads(decoder).keyValueWidth();
    int rows = Math.max(1, Arrays.stream(capacities).sum());
    for (int layer = 0; layer < decoder.shape().layers(); layer++) {
      caches.add(new KeyValueCache(kernels.allocate(rows, width), kernels.allocate(rows, width)));
    }
  }

  /**
   * Room for texts.
   *
   * @param capacities the most tokens of each text, prompt and continuation together
   * @throws IllegalArgumentException if one is more than the model's context
   */
  public static Continuation of(Decoder decoder, DecoderWeights weights, int[] capacities) {
    for (int capacity : capacities) {
      if (capacity > decoder.shape().context()) {
        throw new IllegalArgumentException(
            "Invalid capacity: %s, expected at most the context of %s tokens"
                .formatted(capacity, decoder.shape().context()));
      }
    }
    return new Continuation(decoder, weights, capacities.clone());
  }

  /** What one token takes in the caches of all layers. */
  public static long bytesPerToken(Decoder decoder) {
    return 2L
        * heads(decoder).keyValueWidth()
        * decoder.shape().layers()
        * (decoder.kernels().elementType() == ElementType.FLOAT64 ? Double.BYTES : Float.BYTES);
  }

  /** Reads the prompts of all texts. */
  public NextTokens start(List<TokenIds> prompts) {
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = prompts.get(i).length();
      checkRoom(i);
    }
    int[] ids = prompts.stream().flatMapToInt(prompt -> IntStream.of(prompt.toArray())).toArray();
    int[] positions =
        Arrays.stream(lengths).flatMap(length -> IntStream.range(0, length)).toArray();
    Indices rows =
        kernels.indices(
            IntStream.range(0, lengths.length)
                .flatMap(i -> IntStream.range(firstRows[i], firstRows[i] + lengths[i]))
                .toArray());
    Attention attention = decoder.shape().attention(Segments.ofLengths(lengths));
    Tensor stream =
        new ForwardPass(decoder, weights)
            .run(
                ids,
                positions,
                kernels.attentionMemory(attention),
                (layer, kept) -> {
                  Tensor queryKeyValue = kept.queryKeyValue();
                  kernels.attention(
                      queryKeyValue, attention, kept.attentionMemory(), kept.attended());
                  kernels.cache(queryKeyValue, rows, attention, caches.get(layer));
                });
    int[] starts = starts(lengths);
    return next(stream, IntStream.range(0, starts.length).map(i -> starts[i] + lengths[i] - 1));
  }

  /**
   * Adds one token to some of the texts; the others stay as they are.
   *
   * @param texts the numbers of those that go on
   * @param ids one for each of these
   * @return for each of these
   */
  public NextTokens next(int[] texts, int[] ids) {
    for (int text : texts) {
      lengths[text]++;
      checkRoom(text);
    }
    int[] seen = Arrays.stream(texts).map(text -> lengths[text]).toArray();
    int[] starts = Arrays.stream(texts).map(text -> firstRows[text]).toArray();
    int[] positions = Arrays.stream(seen).map(length -> length - 1).toArray();
    Indices rows =
        kernels.indices(
            IntStream.range(0, texts.length).map(i -> starts[i] + positions[i]).toArray());
    Attention heads = heads(decoder);
    Tensor stream =
        new ForwardPass(decoder, weights)
            .run(
                ids,
                positions,
                1,
                (layer, kept) -> {
                  Tensor queryKeyValue = kept.queryKeyValue();
                  KeyValueCache cache = caches.get(layer);
                  kernels.cache(queryKeyValue, rows, heads, cache);
                  kernels.cachedAttention(
                      queryKeyValue, cache, heads, starts, seen, kept.attended());
                });
    return next(stream, IntStream.range(0, texts.length));
  }

  private NextTokens next(Tensor stream, IntStream rows) {
    Tensor logits = decoder.head().logits(stream, kernels.indices(rows.toArray()), weights);
    return new NextTokens(kernels, logits, decoder.shape().vocabulary());
  }

  private void checkRoom(int text) {
    if (lengths[text] > capacities[text]) {
      throw new IllegalArgumentException(
          "Cannot continue text %s: %s tokens, expected at most its capacity of %s"
              .formatted(text, lengths[text], capacities[text]));
    }
  }

  /** Where each part begins if parts of these lengths lie end to end. */
  private static int[] starts(int[] lengths) {
    int[] starts = new int[lengths.length];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = starts[i - 1] + lengths[i - 1];
    }
    return starts;
  }

  private static Attention heads(Decoder decoder) {
    return decoder.shape().attention(Segments.ofLengths());
  }

  @Override
  public void close() {
    for (KeyValueCache cache : caches) {
      kernels.release(cache.keys());
      kernels.release(cache.values());
    }
  }
}
