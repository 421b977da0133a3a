package org.flanspark.tuning.training;

import org.flanspark.command.Outcome;
import org.flanspark.config.RunConfig;
import org.flanspark.data.LocalSpark;
import org.flanspark.tuning.tracking.RunTracker;

/** Training in the tests' session of two threads. */
public final class LocalTraining {
  private LocalTraining() {}

  public static Outcome train(RunConfig config, StartMode mode) {
    return new TrainingJob(LocalSpark.session(), config, RunTracker::unwatched).run(mode);
  }
}
