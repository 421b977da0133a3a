package org.flanspark.tuning.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.kernel.Attention;
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
  private final ModelShape model;
  private final int capacity;
  private final Attention heads;
  private final List<KeyValueCache> caches;
  private final int[] lengths;

  private Continuation(Decoder decoder, DecoderWeights weights, int sequences, int capacity) {
    this.decoder = decoder;
    this.weights = weights;
    this.kernels = decoder.kernels();
    this.model = decoder.shape();
    this.capacity = capacity;
    this.heads = model.attention(Segments.ofLengths());
    this.lengths = new int[sequences];
    this.caches = new ArrayList<>();
    for (int layer = 0; layer < model.layers(); layer++) {
      long rows = (long) sequences * capacity;
      caches.add(
          new KeyValueCache(
              kernels.allocate(rows, model.width()), kernels.allocate(rows, model.width())));
    }
  }

  /**
   * Room for texts of at most {@code capacity} tokens, prompt and continuation together.
   *
   * @throws IllegalArgumentException if that is more than the model's context
   */
  public static Continuation of(
      Decoder decoder, DecoderWeights weights, int sequences, int capacity) {
    if (capacity > decoder.shape().context()) {
      throw new IllegalArgumentException(
          "Invalid capacity: %s, expected at most the context of %s tokens"
              .formatted(capacity, decoder.shape().context()));
    }
    return new Continuation(decoder, weights, sequences, capacity);
  }

  /** Reads the prompts; the likeliest next token of each. */
  public int[] start(List<TokenIds> prompts) {
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = prompts.get(i).length();
    }
    Attention attention = model.attention(Segments.ofLengths(lengths));
    int[] ids = prompts.stream().flatMapToInt(prompt -> IntStream.of(prompt.toArray())).toArray();
    int[] positions = eachToken((sequence, position) -> position);
    Indices places = kernels.indices(eachToken((s, position) -> s * capacity + position));
    Tensor stream = decoder.embed(kernels.indices(ids), kernels.indices(positions), weights);
    for (int layer = 0; layer < model.layers(); layer++) {
      BlockActivations kept = decoder.activations("layer" + layer % 2 + ".", attention);
      decoder.block().forward(stream, weights.blocks().get(layer), attention, kept);
      kernels.cache(kept.queryKeyValue(), places, attention, caches.get(layer));
      stream = kept.output();
    }
    int[] ends = lengths.clone();
    Arrays.parallelPrefix(ends, Integer::sum);
    return likeliest(stream, IntStream.of(ends).map(end -> end - 1).toArray());
  }

  /**
   * Adds one token to each text that goes on; the likeliest next token of each.
   *
   * @param goesOn false for a text that is done: it stays as it is, and its answer means nothing
   */
  public int[] next(int[] ids, boolean[] goesOn) {
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] += goesOn[i] ? 1 : 0;
    }
    int[] positions = IntStream.of(lengths).map(length -> length - 1).toArray();
    int[] places = IntStream.range(0, ids.length).map(i -> i * capacity + positions[i]).toArray();
    Tensor stream = decoder.embed(kernels.indices(ids), kernels.indices(positions), weights);
    Indices rows = kernels.indices(places);
    for (int layer = 0; layer < model.layers(); layer++) {
      stream = step(layer, stream, rows);
    }
    return likeliest(stream, IntStream.range(0, ids.length).toArray());
  }

  private Tensor step(int layer, Tensor stream, Indices rows) {
    int[] starts = IntStream.range(0, lengths.length).map(i -> i * capacity).toArray();
    BlockActivations kept =
        BlockActivations.take("layer" + layer % 2 + ".", model, rows.size(), 1, decoder.buffers());
    DecoderWeights.Block block = weights.blocks().get(layer);
    decoder.block().attentionInput(stream, block, kept);
    kernels.cache(kept.queryKeyValue(), rows, heads, caches.get(layer));
    kernels.cachedAttention(
        kept.queryKeyValue(), caches.get(layer), heads, starts, lengths, kept.attended());
    decoder.block().afterAttention(stream, block, kept);
    return kept.output();
  }

  private int[] likeliest(Tensor stream, int[] rows) {
    return kernels.largestColumns(decoder.head().logits(stream, kernels.indices(rows), weights));
  }

  private int[] eachToken(IntBinaryOperator value) {
    return IntStream.range(0, lengths.length)
        .flatMap(
            sequence ->
                IntStream.range(0, lengths[sequence])
                    .map(position -> value.applyAsInt(sequence, position)))
        .toArray();
  }

  @Override
  public void close() {
    for (KeyValueCache cache : caches) {
      kernels.release(cache.keys());
      kernels.release(cache.values());
    }
  }
}
