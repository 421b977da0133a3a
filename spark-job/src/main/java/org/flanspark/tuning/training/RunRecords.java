package org.flanspark.tuning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.tuning.averaging.TrainingRounds;
import org.flanspark.tuning.checkpoint.CheckpointStore;
import org.flanspark.tuning.checkpoint.CheckpointStore.Retention;
import org.flanspark.tuning.checkpoint.RunState;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.flanspark.tuning.huggingface.ModelDescription;
import org.flanspark.tuning.ledger.JsonLines;
import org.flanspark.tuning.ledger.LedgerEntry;
import org.flanspark.tuning.ledger.Progress;
import org.flanspark.tuning.ledger.RoundPlan;
import org.flanspark.tuning.ledger.RowOrder;
import org.flanspark.tuning.model.StepStatistics;

/**
 * What a run leaves in its folder as it goes: the ledger, checkpoints, and what observers write.
 */
final class RunRecords {
  /** What every checkpoint of a run says alike. */
  record Identity(ModelDescription model, RowOrder order, long seed, String tokenizerDigest) {}

  private final RunFolder folder;
  private final Configuration hadoop;
  private final CheckpointStore checkpoints;
  private final Retention retention;
  private final Identity identity;
  private final TrainingObserver observer;
  private final List<LedgerEntry> ledger = new ArrayList<>();

  RunRecords(
      RunFolder folder,
      Configuration hadoop,
      Retention retention,
      Identity identity,
      TrainingObserver observer) {
    this.folder = folder;
    this.hadoop = hadoop;
    this.checkpoints = new CheckpointStore(folder.path(), hadoop);
    this.retention = retention;
    this.identity = identity;
    this.observer = observer;
  }

  /**
   * Saves the settings, and forgets what was noted of the rounds after this one: they are done
   * again.
   */
  void startAfter(int round, String settings) {
    FolderFiles.of(folder.path(), hadoop).writeText(RunFolder.SETTINGS, settings);
    JsonLines.read(folder.ledger(), hadoop, LedgerEntry.class).stream()
        .filter(entry -> entry.round() <= round)
        .forEach(ledger::add);
    JsonLines.write(folder.ledger(), hadoop, ledger);
    observer.startsAfter(round);
  }

  void roundDone(RoundPlan plan, RoundReport report) {
    ledger.add(LedgerEntry.of(plan, report.result().notes()));
    JsonLines.append(folder.ledger(), hadoop, ledger);
    observer.roundDone(report);
  }

  /** Tells the observers; whether anything was begun is theirs to know. */
  void ended(TrainingEnd end) {
    observer.ended(end);
  }

  void save(
      Progress done, long tokens, Optional<StepStatistics> validation, TrainingRounds rounds) {
    RunState state =
        ResumePoint.state(
            done,
            tokens,
            identity.seed(),
            identity.order(),
            identity.tokenizerDigest(),
            validation);
    rounds.saved(checkpoints.save(state, identity.model(), rounds.parameters(), rounds.state()));
    checkpoints.prune(retention);
  }
}
