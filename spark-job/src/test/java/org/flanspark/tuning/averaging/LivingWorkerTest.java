package org.flanspark.tuning.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.flanspark.config.Backend;
import org.flanspark.config.Optimizer;
import org.flanspark.config.Schedule;
import org.flanspark.tuning.averaging.MomentHistory.Stamp;
import org.flanspark.tuning.model.ActivationMemory;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.network.ComputeSettings;
import org.flanspark.tuning.network.DecoderNetwork;
import org.flanspark.tuning.network.NetworkSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker whose moments wait on disk while another has its place. */
class LivingWorkerTest {
  private static final ModelShape SHAPE = ModelShape.gpt2(1, 32, 1, 3, 400);

  @TempDir private Path folder;

  private final LivingWorker worker = tiny();

  @AfterEach
  void release() {
    worker.release();
  }

  @Test
  void takesItsMomentsBackWithTheirAgeAndLineage() {
    Path file = folder.resolve("moments");
    float[] moments = fill(worker);
    assertThat(moments).hasSizeGreaterThan(2 * FlatValues.CHUNK);
    worker.history().begin(new Stamp(3, 15, 17));

    ParkedMoments parked = worker.park(() -> file).orElseThrow();
    assertThat(file).exists();
    LivingWorker madeAnew = tiny();
    madeAnew.unpark(parked);

    assertThat(madeAnew.history().standAfter(3)).contains(new Stamp(3, 15, 17));
    assertThat(moments(madeAnew)).isEqualTo(moments);
    assertThat(file).doesNotExist();
    madeAnew.release();
  }

  @Test
  void momentsOfARoundUnderWayAreNotKept() {
    Path file = folder.resolve("moments");
    worker.history().begin(new Stamp(3, 15, 17));
    worker.history().standAfter(3);
    assertThat(worker.park(() -> file)).isEmpty();
    assertThat(file).doesNotExist();
  }

  @Test
  void aWorkerThatNeverSteppedNeedsNoFile() {
    Optional<ParkedMoments> parked =
        worker.park(
            () -> {
              throw new AssertionError("A file was asked for");
            });
    assertThat(parked).isEmpty();
  }

  @Test
  void forgetsItsMoments() {
    fill(worker);
    worker.forget();
    assertThat(moments(worker)).containsOnly(0);
  }

  static LivingWorker tiny() {
    ComputeSettings compute = new ComputeSettings(Backend.CPU, 1, 1, ActivationMemory.KEPT);
    NetworkSettings settings =
        new NetworkSettings(Optimizer.ADAMW, 0.1, Schedule.CONSTANT, 0, 1, 0, 0.9, 0.999, 1e-8, 1);
    return new LivingWorker(DecoderNetwork.configuration(SHAPE, settings, compute), compute);
  }

  /** Other bits in each. */
  private static float[] fill(LivingWorker worker) {
    float[] values = new float[moments(worker).length];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1f / (i + 1);
    }
    worker.parametersAndMoments().write(Slice.Part.MOMENTS, 0, values);
    return values;
  }

  private static float[] moments(LivingWorker worker) {
    return DecoderNetwork.updaterStateView(worker.network()).toFloatVector();
  }
}
