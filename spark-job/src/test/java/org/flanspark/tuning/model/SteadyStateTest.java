package org.flanspark.tuning.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.flanspark.tuning.kernel.cpu.CpuKernels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A decoder that has seen a batch computes the next of its shape in the memory that it has. */
class SteadyStateTest {
  private static final int ROWS = 4;
  private static final int LENGTH = 128;
  private static final int VOCABULARY = 300;
  private static final long HEAP_LIMIT = 64 * 1024;

  /** Vectors are objects on the heap until their methods are compiled, after some seconds. */
  private static final int MOST_STEPS = 600;

  private final Random random = new Random(3);

  @ParameterizedTest
  @ValueSource(strings = {ModelShape.GPT2, ModelShape.LLAMA})
  void aStepAllocatesNothingOutsideTheHeapAndLittleInIt(String family) {
    ModelShape shape = ModelShape.of(family, 4, 32, 2, LENGTH, VOCABULARY).build();
    try (Decoder decoder = Decoder.of(shape, CpuKernels.of(2))) {
      Kernels kernels = decoder.kernels();
      Tensor flat = kernels.allocate(ParameterLayout.of(shape).size());
      Tensor gradient = kernels.allocate(flat.size());
      DecoderWeights weights = DecoderWeights.over(flat, shape, kernels);
      DecoderWeights gradients = DecoderWeights.over(gradient, shape, kernels);
      DecoderBatch batch = batch();
      decoder.lossAndGradient(weights, batch, gradients, gradient);
      decoder.lossAndGradient(weights, batch, gradients, gradient);
      long outside = Pointer.totalBytes();
      long least = Long.MAX_VALUE;
      for (int step = 0; step < MOST_STEPS && least >= HEAP_LIMIT; step++) {
        long before = allocated();
        decoder.lossAndGradient(weights, batch, gradients, gradient);
        least = Math.min(least, allocated() - before);
      }

      assertThat(Pointer.totalBytes()).isEqualTo(outside);
      assertThat(least).isLessThan(HEAP_LIMIT);
      kernels.release(flat);
      kernels.release(gradient);
    }
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private DecoderBatch batch() {
    return DecoderBatch.of(List.of(row(), row(), row(), row()).subList(0, ROWS));
  }

  private PackedRow row() {
    int[] ids = random.ints(LENGTH, 0, VOCABULARY).toArray();
    int[] labels = ids.clone();
    Arrays.fill(labels, 0, LENGTH / 2, TokenIds.NOT_COUNTED);
    return new PackedRow(
        TokenIds.of(ids), TokenIds.of(labels), List.of(LENGTH), List.of("row"), List.of(0));
  }
}
