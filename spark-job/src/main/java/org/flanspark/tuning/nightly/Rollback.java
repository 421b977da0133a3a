package org.flanspark.tuning.nightly;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.command.Outcome;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.huggingface.ModelExport;

/** Takes the model in service back, and returns to the one before it. */
public final class Rollback {
  private Rollback() {}

  /**
   * Moves the pointer back.
   *
   * @throws DataException where there is no model before, or it is not there any more
   * @throws LockedException where a night is at work
   */
  public static Outcome of(RunConfig config, Configuration hadoop) {
    NightlyFolder folder = NightlyFolder.of(config, hadoop);
    try (NightlyLock lock =
        NightlyLock.take(folder.path(), "rollback", config.nightly().onLock(), hadoop)) {
      Promotion current =
          folder
              .pointer()
              .read()
              .orElseThrow(
                  () ->
                      new DataException(
                          "Cannot roll back: no model is in service in " + folder.path()));
      Promotion before = before(current, hadoop);
      lock.requireHeld();
      folder.pointer().move(current.rolledBackTo(before));
      return Outcome.done(
          "night %s is in service again, in place of night %s: %s"
              .formatted(before.night(), current.night(), before.model()));
    }
  }

  private static Promotion before(Promotion current, Configuration hadoop) {
    Promotion before = current.previous();
    if (before == null) {
      throw new DataException(
          "Cannot roll back from night %s: no model was in service before"
              .formatted(current.night()));
    }
    if (!ModelExport.isComplete(new Path(before.model()), hadoop)) {
      throw new DataException(
          "Cannot roll back to night %s: its model %s is not there any more"
              .formatted(before.night(), before.model()));
    }
    return before;
  }
}
