package org.flanspark.tuning.tracking.tensorboard;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.flanspark.tuning.ledger.GrowingFile;
import org.flanspark.tuning.tracking.RoundMetrics;
import org.flanspark.tuning.tracking.RoundScalars;
import org.flanspark.tuning.tracking.RunWatcher;
import org.flanspark.tuning.training.RunFolder;
import org.flanspark.tuning.training.TrainingEnd;
import org.jspecify.annotations.Nullable;

/**
 * Writes each round's numbers to {@code tensorboard/} in the run's folder. A resumed run begins a
 * new file, which takes back what the others say of rounds that are done again; so does a failure
 * to write, which may have left half a record.
 */
public final class TensorBoardWatcher implements RunWatcher {
  /** Where a file is written again with each round, a new one is begun at this size. */
  private static final int MAX_BYTES_WRITTEN_AGAIN = 1 << 20;

  private final FolderFiles folder;
  private final Configuration hadoop;
  private final Clock clock;
  private @Nullable GrowingFile file;

  /** A watcher of the run in this folder; the clock's times stand in the events. */
  public TensorBoardWatcher(RunFolder run, Configuration hadoop, Clock clock) {
    this.folder = FolderFiles.of(run.tensorBoard(), hadoop);
    this.hadoop = hadoop;
    this.clock = clock;
  }

  @Override
  public void begins(List<RoundMetrics> before) {
    file = begun(before.isEmpty() ? 1 : before.get(before.size() - 1).round() + 1);
  }

  @Override
  public void roundDone(RoundMetrics metrics, Outlook outlook) {
    GrowingFile open = file == null ? begun(metrics.round()) : file;
    file = null;
    Map<String, Double> scalars = RoundScalars.all(metrics);
    open.add(RecordFrame.of(Events.scalars(now(), metrics.round(), scalars)));
    file = open.bytesWrittenAgain() > MAX_BYTES_WRITTEN_AGAIN ? null : open;
  }

  @Override
  public void ended(TrainingEnd end) {
    file = null;
  }

  private GrowingFile begun(int firstRound) {
    // Readers take files in the order of their names, and look for "tfevents" in them.
    String name =
        String.format(
            Locale.ROOT,
            "events.out.tfevents.%010d.flanspark.%06d",
            clock.instant().getEpochSecond(),
            folder.list().size());
    GrowingFile begun = GrowingFile.of(folder.path(name), hadoop);
    begun.add(RecordFrame.of(Events.fileVersion(now())));
    begun.add(RecordFrame.of(Events.sessionStart(now(), firstRound)));
    return begun;
  }

  private double now() {
    return clock.millis() / 1000.0;
  }

  @Override
  public String toString() {
    return "Writing " + folder.path() + " for TensorBoard";
  }
}
