package org.flanspark.tuning.training;

import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.ExportDtype;
import org.flanspark.tuning.checkpoint.Checkpoint;
import org.flanspark.tuning.checkpoint.CheckpointStore;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.flanspark.tuning.huggingface.ModelExport;
import org.flanspark.tuning.huggingface.ModelExport.Existing;
import org.flanspark.tuning.huggingface.Provenance;

/** What a run ends in: the last checkpoint as a Hugging Face folder, {@code model/}. */
final class FinalModel {
  /** Where an export says what it came from. */
  private static final String MARK = "flanspark.json";

  private FinalModel() {}

  /** Whether the model after this round is there. */
  static boolean isWrittenAfter(int round, RunFolder folder, Configuration hadoop) {
    FolderFiles files = FolderFiles.of(folder.model(), hadoop);
    return ModelExport.isComplete(folder.model(), hadoop)
        && files.readJson(MARK).at("/from/round").asInt() == round;
  }

  /** Writes it over the one of an earlier end. */
  static void write(
      RunFolder folder, PreparedShards data, ExportDtype dtype, Configuration hadoop) {
    Checkpoint last =
        new CheckpointStore(folder.path(), hadoop)
            .findLatest()
            .orElseThrow(
                () -> new IllegalStateException("Missing last checkpoint in " + folder.path()));
    Provenance from =
        new Provenance(folder.path().getName(), last.run().round(), last.run().tokens());
    ModelExport.of(last.model(), data.manifest(), data.folder(), from, hadoop)
        .write(folder.model(), dtype, Existing.KEPT, hadoop);
  }
}
