package org.flanspark.tuning.kernel.cpu;

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
import org.flanspark.tuning.model.Decoder;
import org.flanspark.tuning.model.DecoderBatch;
import org.flanspark.tuning.model.DecoderWeights;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterLayout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A decoder that has seen a batch computes the next of its shape in the memory that it has. */
class SteadyStateTest {
  private static final int LENGTH = 128;
  private static final int VOCABULARY = 300;
  private static final long HEAP_LIMIT = 64 * 1024;

  private final Random random = new Random(3);

  /**
   * The heap is counted of the scalar way alone: vectors are objects until their methods are
   * compiled, which is a matter of time and of what else ran.
   */
  @ParameterizedTest
  @ValueSource(strings = {ModelShape.GPT2, ModelShape.LLAMA})
  void aStepTakesLittleOfTheHeap(String family) {
    try (Steps steps = new Steps(family, CpuKernels.scalar(2))) {
      steps.run();
      steps.run();
      long before = allocated();
      steps.run();

      assertThat(allocated() - before).isLessThan(HEAP_LIMIT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ModelShape.GPT2, ModelShape.LLAMA})
  void aStepAllocatesNothingOutsideTheHeap(String family) {
    try (Steps steps = new Steps(family, CpuKernels.of(2))) {
      steps.run();
      steps.run();
      long before = Pointer.totalBytes();
      steps.run();

      assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(before);
    }
  }

  /** The same batch again and again. */
  private final class Steps implements AutoCloseable {
    private final Decoder decoder;
    private final Tensor parameters;
    private final Tensor gradient;
    private final DecoderWeights weights;
    private final DecoderWeights gradients;
    private final DecoderBatch batch = DecoderBatch.of(List.of(row(), row(), row(), row()));

    Steps(String family, Kernels kernels) {
      ModelShape shape = ModelShape.of(family, 4, 32, 2, LENGTH, VOCABULARY).build();
      this.decoder = Decoder.of(shape, kernels);
      this.parameters = kernels.allocate(ParameterLayout.of(shape).size());
      this.gradient = kernels.allocate(parameters.size());
      this.weights = DecoderWeights.over(parameters, shape, kernels);
      this.gradients = DecoderWeights.over(gradient, shape, kernels);
    }

    void run() {
      decoder.lossAndGradient(weights, batch, gradients, gradient);
    }

    @Override
    public void close() {
      decoder.kernels().release(parameters);
      decoder.kernels().release(gradient);
      decoder.close();
    }
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private PackedRow row() {
    int[] ids = random.ints(LENGTH, 0, VOCABULARY).toArray();
    int[] labels = ids.clone();
    Arrays.fill(labels, 0, LENGTH / 2, TokenIds.NOT_COUNTED);
    return new PackedRow(
        TokenIds.of(ids), TokenIds.of(labels), List.of(LENGTH), List.of("row"), List.of(0));
  }
}
