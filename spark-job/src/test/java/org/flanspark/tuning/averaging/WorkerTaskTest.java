package org.flanspark.tuning.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.flanspark.config.Backend;
import org.flanspark.config.Moments;
import org.flanspark.config.Optimizer;
import org.flanspark.config.Schedule;
import org.flanspark.tuning.batch.HadoopSettings;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.cpu.CpuKernels;
import org.flanspark.tuning.model.ActivationMemory;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.network.ComputeSettings;
import org.flanspark.tuning.network.DecoderNetwork;
import org.flanspark.tuning.network.NetworkSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a worker's slices hold when they travel. */
class WorkerTaskTest {
  private static final String RUN = "WorkerTaskTest";
  private static final Kernels KERNELS = CpuKernels.of(1);
  private static final ModelShape SHAPE = ModelShape.gpt2(1, 32, 1, 3, 800);
  private static final int SIZE = (int) ParameterLayout.of(SHAPE).size();

  /** Some of more than a chunk. */
  private static final List<Slice> SLICES =
      Slice.cut(SIZE, 2L * SIZE, FlatValues.CHUNK + FlatValues.CHUNK / 2);

  private static final ComputeSettings COMPUTE =
      new ComputeSettings(Backend.CPU, 1, 1, ActivationMemory.KEPT);

  @AfterEach
  void release() {
    LivingWorkers.release(RUN);
    RoundMemory.release(RUN);
  }

  @Test
  void whatAWorkerDidArrivesSliceBySlice() throws IOException {
    SentSlices sent = sent(WireFormat.FLOAT32);
    LocalStepsWorker worker = new LocalStepsWorker(order(sent));
    MultiLayerNetwork network = worker.getInitialModel();
    network.params().subi(0.25);
    DecoderNetwork.updaterStateView(network).addi(3);

    for (SentSlice slice : sent.slices()) {
      assertThat(delta(slice, worker)).isEqualTo(expected(slice.slice()));
    }
    worker.end();
  }

  /** Parameters were 0, 1, 2 and so on, moments minus that. */
  private static float[] expected(Slice slice) {
    float[] values = new float[slice.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = slice.part() == Slice.Part.PARAMETERS ? 0.25f : 3 - (slice.from() + i);
    }
    return values;
  }

  /** 0.0078125 is 2^-7: rounded to bfloat16, 1 + 3 * 2^-9 came as 1 + 2^-7. */
  @Test
  void deltasAreFromWhatArrivedAndNotFromWhatWasSent() throws IOException {
    FlatValues values = FlatValues.allocate(KERNELS, SIZE, 2L * SIZE);
    values.write(Slice.Part.PARAMETERS, 0, new float[] {1 + 0x3p-9f});
    SentSlices sent = sent(WireFormat.BFLOAT16, values);
    LocalStepsWorker worker = new LocalStepsWorker(order(sent));
    MultiLayerNetwork network = worker.getInitialModel();
    assertThat(network.params().getFloat(0)).isEqualTo(1.0078125f);

    assertThat(delta(sent.slices().get(0), worker)).containsOnly(0);
    worker.end();
  }

  private static float[] delta(SentSlice slice, LocalStepsWorker worker) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WorkerTask.writeDelta(slice, worker.travelling(), new DataOutputStream(bytes));
    float[] values = new float[slice.slice().length()];
    slice
        .wire()
        .read(
            values.length,
            (from, chunk) -> System.arraycopy(chunk, 0, values, from, chunk.length),
            new ByteArrayInputStream(bytes.toByteArray()));
    return values;
  }

  private static SentSlices sent(WireFormat wire) {
    FlatValues values = FlatValues.allocate(KERNELS, SIZE, 2L * SIZE);
    float[] parameters = new float[SIZE];
    float[] moments = new float[2 * SIZE];
    for (int i = 0; i < moments.length; i++) {
      moments[i] = -i;
      parameters[i % SIZE] = i % SIZE;
    }
    values.write(Slice.Part.PARAMETERS, 0, parameters);
    values.write(Slice.Part.MOMENTS, 0, moments);
    return sent(wire, values);
  }

  private static SentSlices sent(WireFormat wire, FlatValues values) {
    RoundMemory.hold(RUN, values);
    return SentSlices.here(RUN, 0, SLICES, wire);
  }

  private static RoundOrder order(SentSlices sent) {
    NetworkSettings settings =
        new NetworkSettings(Optimizer.ADAMW, 0.1, Schedule.CONSTANT, 0, 1, 0, 0.9, 0.999, 1e-8, 1);
    return new RoundOrder(
        RUN,
        1,
        0,
        0,
        DecoderNetwork.configuration(SHAPE, settings, COMPUTE),
        COMPUTE,
        Moments.AVERAGED,
        List.of(),
        1,
        LocalWork.TRAIN,
        new HadoopSettings(new Configuration(false)),
        sent);
  }
}
