package org.flanspark.tuning.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;

/** What a decoder allocates, known before: its own pass over a batch, on kernels that count. */
public final class DecoderMemory {
  private DecoderMemory() {}

  /**
   * The rows that an update computes at one time.
   *
   * @param rows each of one segment, or of as few as the context allows
   * @param time tokens of each
   * @param counted how many of all their tokens count in the loss
   */
  public record Load(int rows, int time, int counted) {
    /** The largest of so many parts. */
    public Load part(int parts) {
      int most = (rows + parts - 1) / parts;
      return new Load(most, time, (int) (((long) counted * most + rows - 1) / rows));
    }

    /** An even share of the counted tokens. */
    private int counted(int row) {
      return (int) ((long) counted * (row + 1) / rows - (long) counted * row / rows);
    }
  }

  /**
   * The bytes of the activations and of their gradients in a step of training, in float32.
   *
   * @param kernels those that will compute; left open, and not computed with
   */
  public static long trainingBytes(
      ModelShape shape, ActivationMemory memory, Load load, Kernels kernels) {
    DecoderBatch batch = batch(shape, load);
    return bytes(
        shape,
        memory,
        kernels,
        (decoder, weights, flat) -> decoder.lossAndGradient(weights, batch, weights, flat));
  }

  /**
   * The bytes of the activations where only the loss is asked for, in float32.
   *
   * @param kernels those that will compute; left open, and not computed with
   */
  public static long lossBytes(ModelShape shape, Load load, Kernels kernels) {
    DecoderBatch batch = batch(shape, load);
    return bytes(
        shape,
        ActivationMemory.KEPT,
        kernels,
        (decoder, weights, flat) -> decoder.loss(weights, batch));
  }

  private static long bytes(ModelShape shape, ActivationMemory memory, Kernels kernels, Pass pass) {
    CountingKernels counting = CountingKernels.of(kernels);
    Decoder decoder = Decoder.of(shape, counting.kernels(), memory);
    Tensor flat = decoder.kernels().allocate(ParameterLayout.of(shape).size());
    pass.run(decoder, DecoderWeights.over(flat, shape, decoder.kernels()), flat);
    return (counting.values() - flat.size()) * Float.BYTES;
  }

  /** What a decoder does with a batch. */
  @FunctionalInterface
  private interface Pass {
    /** Runs it; {@code weights} are views of {@code flat}. */
    void run(Decoder decoder, DecoderWeights weights, Tensor flat);
  }

  private static DecoderBatch batch(ModelShape shape, Load load) {
    int[] lengths =
        IntStream.iterate(load.time(), left -> left > 0, left -> left - shape.context())
            .map(left -> Math.min(left, shape.context()))
            .toArray();
    return DecoderBatch.of(
        IntStream.range(0, load.rows()).mapToObj(row -> row(lengths, load.counted(row))).toList());
  }

  private static PackedRow row(int[] segments, int counted) {
    int[] labels = new int[Arrays.stream(segments).sum()];
    int left = counted;
    int place = 0;
    for (int segment : segments) {
      for (int position = 0; position < segment; position++, place++) {
        boolean counts = position > 0 && left-- > 0;
        labels[place] = counts ? 0 : TokenIds.NOT_COUNTED;
      }
    }
    List<Integer> lengths = Arrays.stream(segments).boxed().toList();
    return new PackedRow(
        TokenIds.of(new int[labels.length]),
        TokenIds.of(labels),
        lengths,
        lengths.stream().map(length -> "").toList(),
        lengths.stream().map(length -> 0).toList());
  }
}
