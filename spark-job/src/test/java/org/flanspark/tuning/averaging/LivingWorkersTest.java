package org.flanspark.tuning.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Workers that have no moments yet; those that have some are in {@code AveragingFaultsIT}. */
class LivingWorkersTest {
  private static final String RUN = "LivingWorkersTest";
  private static final String OTHER = "LivingWorkersTest, another run";

  private final AtomicInteger made = new AtomicInteger();

  @AfterEach
  void release() {
    LivingWorkers.release(RUN);
    LivingWorkers.release(OTHER);
  }

  @Test
  void aWorkerIsFoundAgainByItsRunAndNumber() {
    LivingWorker first = take(RUN, 0, 2);
    LivingWorker second = take(RUN, 1, 2);
    assertThat(take(RUN, 0, 2)).isSameAs(first).isNotSameAs(second);
    assertThat(take(OTHER, 0, 2)).isNotSameAs(first);
    assertThat(made).hasValue(3);
    assertThat(lives(RUN, 0)).isTrue();
    assertThat(lives(RUN, 2)).isFalse();
  }

  @Test
  void theOneUsedLongestAgoMakesRoom() {
    take(RUN, 0, 2);
    take(RUN, 1, 2);
    take(RUN, 0, 2);
    take(RUN, 2, 2);
    assertThat(lives(RUN, 1)).isFalse();
    assertThat(lives(RUN, 0)).isTrue();
    assertThat(lives(RUN, 2)).isTrue();
  }

  @Test
  void workersOfAnotherRunMakeNoRoom() {
    take(OTHER, 0, 1);
    take(RUN, 0, 1);
    take(RUN, 1, 1);
    assertThat(lives(OTHER, 0)).isTrue();
    assertThat(lives(RUN, 0)).isFalse();
    assertThat(lives(RUN, 1)).isTrue();
  }

  @Test
  void allOfARunEndTogether() {
    take(RUN, 0, 2);
    take(RUN, 1, 2);
    take(OTHER, 0, 2);
    LivingWorkers.release(RUN);
    assertThat(lives(RUN, 0)).isFalse();
    assertThat(lives(RUN, 1)).isFalse();
    assertThat(lives(OTHER, 0)).isTrue();
  }

  private LivingWorker take(String run, int worker, int mayLive) {
    LivingWorker taken =
        LivingWorkers.take(new LivingWorkers.Key(run, worker), mayLive, this::make);
    taken.giveBack();
    return taken;
  }

  private static boolean lives(String run, int worker) {
    return LivingWorkers.takeIfHere(new LivingWorkers.Key(run, worker))
        .map(
            living -> {
              living.giveBack();
              return living;
            })
        .isPresent();
  }

  private LivingWorker make() {
    made.incrementAndGet();
    return LivingWorkerTest.tiny();
  }
}
