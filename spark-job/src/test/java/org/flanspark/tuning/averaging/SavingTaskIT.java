package org.flanspark.tuning.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.data.LocalSpark;
import org.flanspark.tuning.averaging.MomentHistory.Stamp;
import org.flanspark.tuning.batch.HadoopSettings;
import org.flanspark.tuning.network.DecoderNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an executor writes into a checkpoint; Spark's local folders hold what had to make room. */
class SavingTaskIT {
  private static final String RUN = "SavingTaskIT";

  @TempDir private Path checkpoint;

  @BeforeEach
  void startSpark() {
    LocalSpark.session();
  }

  @AfterEach
  void release() {
    LivingWorkers.release(RUN);
  }

  @Test
  void aWorkerThatHadToMakeRoomHasItsMomentsInTheCheckpointAsOneThatLives() {
    float[] first = standing(0, new Stamp(3, 15, 17), 2);
    float[] second = standing(1, new Stamp(3, 12, 18), 3);
    assertThat(LivingWorkers.takeIfHere(key(0))).isEmpty();

    assertThat(save(0).age()).isEqualTo(15);
    assertThat(save(1).age()).isEqualTo(12);
    assertThat(saved(0)).isEqualTo(first);
    assertThat(saved(1)).isEqualTo(second);
  }

  @Test
  void momentsOfAnotherRoundAreNotWritten() {
    standing(0, new Stamp(2, 10, 17), 2);
    standing(1, new Stamp(2, 10, 18), 3);
    assertThat(save(0).file()).isEmpty();
    assertThat(save(1).file()).isEmpty();
    assertThat(checkpoint).isEmptyDirectory();
  }

  @Test
  void aWorkerThatWasNeverHereHasNone() {
    assertThat(save(0).file()).isEmpty();
  }

  /** A worker, the only one that may live here, with moments that tell it from others. */
  private static float[] standing(int number, Stamp stamp, float first) {
    LivingWorker worker = LivingWorkers.take(key(number), 1, LivingWorkerTest::tiny);
    float[] moments = new float[(int) DecoderNetwork.updaterLayout(worker.network()).size()];
    for (int i = 0; i < moments.length; i++) {
      moments[i] = first / (i + 1);
    }
    worker.parametersAndMoments().write(Slice.Part.MOMENTS, 0, moments);
    worker.history().begin(stamp);
    worker.giveBack();
    return moments;
  }

  private SavingTask.Saved save(int worker) {
    return new SavingTask(
            RUN, 3, checkpoint.toUri().toString(), new HadoopSettings(new Configuration(false)))
        .call(worker);
  }

  /** What a worker that lost its moments would find. */
  private float[] saved(int worker) {
    LivingWorker empty = LivingWorkerTest.tiny();
    try {
      new SavedMoments(checkpoint.toUri().toString(), RoundState.momentsFile(worker), 3, 0)
          .copyInto(empty.namedMoments(), new Configuration(false));
      return DecoderNetwork.updaterStateView(empty.network()).toFloatVector();
    } finally {
      empty.release();
    }
  }

  private static LivingWorkers.Key key(int worker) {
    return new LivingWorkers.Key(RUN, worker);
  }
}
