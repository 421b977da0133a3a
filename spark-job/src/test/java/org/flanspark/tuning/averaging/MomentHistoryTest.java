package org.flanspark.tuning.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.flanspark.tuning.averaging.MomentHistory.Stamp;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.flanspark.tuning.kernel.cpu.CpuKernels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MomentHistoryTest {
  private static final Kernels KERNELS = CpuKernels.of(1);
  private static final long LINEAGE = 17;

  private final Tensor moments = KERNELS.allocate(2);
  private final MomentHistory history = new MomentHistory(KERNELS, moments);

  @AfterEach
  void release() {
    history.release();
    KERNELS.release(moments);
  }

  @Test
  void aFreshNetworkHoldsTheMomentsAfterNoRound() {
    assertThat(history.standAfter(0)).isEmpty();
    assertThat(history.after(0)).isEmpty();
  }

  @Test
  void roundsFollowOneAnotherAndMomentsAgeByTheirUpdates() {
    begin(0, 0);
    assertThat(history.standAfter(0)).contains(new Stamp(0, 0, LINEAGE));
    stepTo(1, 2);
    history.roundDone(5);
    assertThat(history.after(1)).contains(new Stamp(1, 5, LINEAGE));

    assertThat(history.standAfter(1)).contains(new Stamp(1, 5, LINEAGE));
    assertThat(moments()).containsExactly(1, 2);
    stepTo(3, 4);
    history.roundDone(2);
    assertThat(history.after(2)).contains(new Stamp(2, 7, LINEAGE));
    assertThat(moments()).containsExactly(3, 4);
  }

  @Test
  void whatIsReadFromACheckpointKeepsItsAge() {
    begin(8, 40);
    assertThat(history.standAfter(8)).contains(new Stamp(8, 40, LINEAGE));
    history.roundDone(5);
    assertThat(history.after(9)).contains(new Stamp(9, 45, LINEAGE));
  }

  @Test
  void whileARoundIsUnderWayTheMomentsAreAfterNoRound() {
    begin(3, 15);
    history.standAfter(3);
    assertThat(history.after(3)).isEmpty();
    assertThat(history.after(4)).isEmpty();
  }

  @Test
  void anAttemptThatFailedMidwayIsTriedAgainFromTheSameMoments() {
    begin(3, 15, 1.5f, -0f);
    history.standAfter(3);
    stepTo(9, 9);

    assertThat(history.standAfter(3)).contains(new Stamp(3, 15, LINEAGE));
    assertThat(moments()).containsExactly(1.5f, -0f);
    stepTo(8, 8);
    assertThat(history.standAfter(3)).contains(new Stamp(3, 15, LINEAGE));
    assertThat(moments()).containsExactly(1.5f, -0f);
  }

  @Test
  void aRoundThatWasDoneIsTriedAgainFromTheMomentsBeforeIt() {
    begin(3, 15, 1, 2);
    history.standAfter(3);
    stepTo(9, 9);
    history.roundDone(5);

    assertThat(history.standAfter(3)).contains(new Stamp(3, 15, LINEAGE));
    assertThat(moments()).containsExactly(1, 2);
    stepTo(9, 9);
    history.roundDone(5);
    assertThat(history.after(4)).contains(new Stamp(4, 20, LINEAGE));
    assertThat(moments()).containsExactly(9, 9);
  }

  @Test
  void roundsThatAreOlderOrNeverCameAreNotHere() {
    begin(3, 15, 1, 2);
    history.standAfter(3);
    stepTo(5, 6);
    history.roundDone(5);
    history.standAfter(4);
    stepTo(7, 8);
    history.roundDone(5);

    assertThat(history.standAfter(3)).isEmpty();
    assertThat(history.standAfter(6)).isEmpty();
    assertThat(moments()).containsExactly(7, 8);
    assertThat(history.standAfter(5)).contains(new Stamp(5, 25, LINEAGE));
  }

  @Test
  void aFailedAttemptDoesNotCountForTheRoundThatFollows() {
    begin(3, 15);
    history.standAfter(3);
    stepTo(9, 9);
    assertThat(history.standAfter(4)).isEmpty();
  }

  @Test
  void whatDivergedIsTakenBackAndItsUpdatesDoNotAge() {
    begin(3, 15, 1, 2);
    history.standAfter(3);
    stepTo(Float.NaN, Float.POSITIVE_INFINITY);
    history.roundUndone();

    assertThat(moments()).containsExactly(1, 2);
    assertThat(history.after(4)).contains(new Stamp(4, 15, LINEAGE));
    assertThat(history.standAfter(4)).contains(new Stamp(4, 15, LINEAGE));
    assertThat(moments()).containsExactly(1, 2);
  }

  @Test
  void theSecondUpdateOfARoundDoesNotReplaceTheMomentsBeforeTheFirst() {
    begin(3, 15, 1, 2);
    history.standAfter(3);
    stepTo(5, 6);
    stepTo(7, 8);
    history.roundDone(2);

    assertThat(history.standAfter(3)).contains(new Stamp(3, 15, LINEAGE));
    assertThat(moments()).containsExactly(1, 2);
  }

  @Test
  void aRoundWithoutUpdatesIsTriedAgainFromWhatIsStillThere() {
    begin(3, 15, 1, 2);
    history.standAfter(3);
    history.roundDone(0);
    assertThat(history.after(4)).contains(new Stamp(4, 15, LINEAGE));

    assertThat(history.standAfter(3)).contains(new Stamp(3, 15, LINEAGE));
    stepTo(5, 6);
    history.roundDone(1);
    assertThat(history.after(4)).contains(new Stamp(4, 16, LINEAGE));
    assertThat(history.standAfter(3)).contains(new Stamp(3, 15, LINEAGE));
    assertThat(moments()).containsExactly(1, 2);
  }

  @Test
  void aRoundWithoutUpdatesIsFollowedByOneThatStartsFromTheSameMoments() {
    begin(3, 15, 1, 2);
    history.standAfter(3);
    history.roundDone(0);
    history.standAfter(4);
    stepTo(5, 6);

    assertThat(history.standAfter(3)).isEmpty();
    assertThat(history.standAfter(4)).contains(new Stamp(4, 15, LINEAGE));
    assertThat(moments()).containsExactly(1, 2);
  }

  @Test
  void momentsThatBeganAnewHaveAnotherLineageAndForgetTheOld() {
    begin(3, 15, 1, 2);
    history.standAfter(3);
    history.roundDone(5);

    KERNELS.write(moments, 0, new float[] {0, 0});
    history.begin(new Stamp(7, 0, 18));
    assertThat(history.standAfter(7)).contains(new Stamp(7, 0, 18));
    stepTo(3, 4);
    history.roundDone(5);
    assertThat(history.after(8)).contains(new Stamp(8, 5, 18));
    assertThat(history.standAfter(3)).isEmpty();
  }

  private void begin(int round, long age, float... values) {
    KERNELS.write(moments, 0, values);
    history.begin(new Stamp(round, age, LINEAGE));
  }

  /** An update, which changes them. */
  private void stepTo(float... values) {
    history.beforeUpdate();
    KERNELS.write(moments, 0, values);
  }

  private float[] moments() {
    float[] values = new float[2];
    KERNELS.read(moments, 0, values);
    return values;
  }
}
