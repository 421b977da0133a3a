package org.flanspark.tuning.tracking;

import java.util.List;
import org.flanspark.tuning.training.TrainingEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a watcher's failures from the run: the first is a warning, the rest are for debugging. */
final class GuardedWatcher implements RunWatcher {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedWatcher.class);

  private final RunWatcher watcher;
  private boolean warned;

  GuardedWatcher(RunWatcher watcher) {
    this.watcher = watcher;
  }

  @Override
  public void begins(List<RoundMetrics> before) {
    guarded(() -> watcher.begins(before));
  }

  @Override
  public void roundDone(RoundMetrics metrics, Outlook outlook) {
    guarded(() -> watcher.roundDone(metrics, outlook));
  }

  @Override
  public void ended(TrainingEnd end) {
    guarded(() -> watcher.ended(end));
  }

  /** A class that a cluster's Spark has in another form is an Error, and no reason to stop. */
  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | LinkageError e) {
      if (warned) {
        LOG.debug("{} failed again", watcher, e);
      } else {
        LOG.warn("{} failed, the run goes on without it: {}", watcher, e.toString());
      }
      warned = true;
    }
  }
}
