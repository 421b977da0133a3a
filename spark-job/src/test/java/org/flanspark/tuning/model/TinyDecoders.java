package org.flanspark.tuning.model;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.kernel.ElementType;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.flanspark.tuning.kernel.nd4j.Nd4jKernels;

/** A tiny decoder with weights large enough that every part of it matters, and rows for it. */
final class TinyDecoders {
  static final ModelShape SHAPE = ModelShape.gpt2(2, 8, 2, 16, 24);

  /** Grouped queries, a head width of its own, scaled rotary positions. */
  static final ModelShape LLAMA =
      ModelShape.of(ModelShape.LLAMA, 2, 8, 4, 16, 24)
          .keyValueHeads(2)
          .headWidth(6)
          .feedForwardWidth(11)
          .normEpsilon(1e-5)
          .rotary(new RotaryEmbedding(100, RotaryScaling.llama3(4, 1, 4, 32)))
          .build();

  /** Biases of query, key and value, one key-value head, an output embedding of its own. */
  static final ModelShape QWEN2 =
      ModelShape.of(ModelShape.QWEN2, 2, 6, 3, 16, 24)
          .keyValueHeads(1)
          .headWidth(4)
          .feedForwardWidth(7)
          .tiedEmbeddings(false)
          .build();

  static final PackedRow TWO_EXAMPLES =
      new PackedRow(
          TokenIds.of(11, 12, 1, 13, 1, 21, 1, 22, 23, 1),
          TokenIds.of(-100, -100, -100, 13, 1, -100, -100, 22, 23, 1),
          List.of(5, 5),
          List.of("a", "b"),
          List.of(0, 2));

  static final PackedRow FIRST_EXAMPLE =
      new PackedRow(
          TokenIds.of(11, 12, 1, 13, 1),
          TokenIds.of(-100, -100, -100, 13, 1),
          List.of(5),
          List.of("a"),
          List.of(0));

  static final PackedRow SECOND_EXAMPLE =
      new PackedRow(
          TokenIds.of(21, 1, 22, 23, 1),
          TokenIds.of(-100, -100, 22, 23, 1),
          List.of(5),
          List.of("b"),
          List.of(2));

  private TinyDecoders() {}

  /** Random weights of a size at which no part of the model is nearly linear. */
  static HeapParameters weights(ModelShape shape) {
    Random random = new Random(5);
    HeapParameters weights = RandomWeights.of(shape, 3);
    for (ParameterShape tensor : weights.shapes()) {
      float[] values = new float[(int) tensor.size()];
      weights.read(tensor.name(), 0, values);
      for (int i = 0; i < values.length; i++) {
        values[i] += (float) (0.3 * random.nextGaussian());
      }
      weights.write(tensor.name(), 0, values);
    }
    return weights;
  }

  /** A decoder with its weights and gradients. */
  static final class Fixture implements AutoCloseable {
    final Decoder decoder;
    final Tensor flat;
    final DecoderWeights weights;
    final Tensor flatGradient;
    final DecoderWeights gradients;

    Fixture(ElementType type) {
      this(SHAPE, type);
    }

    Fixture(ModelShape shape, ElementType type) {
      this(shape, Nd4jKernels.of(type));
    }

    Fixture(ModelShape shape, Kernels kernels) {
      decoder = Decoder.of(shape, kernels);
      ParameterLayout layout = ParameterLayout.of(shape);
      flat = decoder.kernels().allocate(layout.size());
      flatGradient = decoder.kernels().allocate(layout.size());
      HeapParameters heap = weights(shape);
      for (ParameterShape tensor : heap.shapes()) {
        float[] values = new float[(int) tensor.size()];
        heap.read(tensor.name(), 0, values);
        decoder.kernels().write(flat, layout.offset(tensor.name()), values);
      }
      weights = DecoderWeights.over(flat, shape, decoder.kernels());
      gradients = DecoderWeights.over(flatGradient, shape, decoder.kernels());
    }

    StepStatistics lossAndGradient(PackedRow... rows) {
      return decoder.lossAndGradient(
          weights, DecoderBatch.of(List.of(rows)), gradients, flatGradient);
    }

    double[] gradient() {
      double[] values = new double[Math.toIntExact(flatGradient.size())];
      decoder.kernels().read(flatGradient, 0, values);
      return values;
    }

    double loss(PackedRow... rows) {
      return decoder.loss(weights, DecoderBatch.of(List.of(rows))).lossSum();
    }

    @Override
    public void close() {
      decoder.close();
    }
  }

  /** A row of one segment in which every token but the first counts. */
  static PackedRow plainText(int... ids) {
    int[] labels = ids.clone();
    labels[0] = TokenIds.NOT_COUNTED;
    return new PackedRow(
        TokenIds.of(ids), TokenIds.of(labels), List.of(ids.length), List.of("t"), List.of(0));
  }

  static int[] randomIds(int length, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, length).map(i -> random.nextInt(SHAPE.vocabulary())).toArray();
  }
}
