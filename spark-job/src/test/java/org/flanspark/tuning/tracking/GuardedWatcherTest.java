package org.flanspark.tuning.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.flanspark.tuning.training.TrainingEnd;
import org.junit.jupiter.api.Test;

class GuardedWatcherTest {
  @Test
  void aWatcherThatFailsInEveryRoundIsOneWarning() {
    try (LoggedWarnings warnings = LoggedWarnings.of(GuardedWatcher.class.getName())) {
      RunWatcher guarded = new GuardedWatcher(new Failing());
      guarded.begins(List.of());
      guarded.roundDone(Rounds.round(1), Rounds.OUTLOOK);
      guarded.roundDone(Rounds.round(2), Rounds.OUTLOOK);
      guarded.ended(TrainingEnd.FINISHED);

      assertThat(warnings.texts())
          .containsExactly(
              "A dashboard failed, the run goes on without it:"
                  + " java.lang.IllegalStateException: begins");
    }
  }

  private static final class Failing implements RunWatcher {
    @Override
    public void begins(List<RoundMetrics> before) {
      throw new IllegalStateException("begins");
    }

    @Override
    public void roundDone(RoundMetrics metrics, Outlook outlook) {
      throw new NoClassDefFoundError("of another Spark");
    }

    @Override
    public void ended(TrainingEnd end) {
      throw new IllegalStateException("ended");
    }

    @Override
    public String toString() {
      return "A dashboard";
    }
  }
}
