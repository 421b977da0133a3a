package org.flanspark.tuning.training;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.flanspark.tuning.checkpoint.Checkpoint;
import org.flanspark.tuning.checkpoint.CheckpointStore;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.flanspark.tuning.huggingface.ModelFolder;
import org.flanspark.tuning.huggingface.SpecialIds;
import org.flanspark.tuning.huggingface.StoredParameters;

/** What a run ends in: the last checkpoint as a Hugging Face folder, {@code model/}. */
final class FinalModel {
  private FinalModel() {}

  /** Whether it is there; its configuration is written last. */
  static boolean isWhole(RunFolder folder, Configuration hadoop) {
    return FolderFiles.of(folder.model(), hadoop).has(ModelFolder.CONFIG_FILE);
  }

  /** Writes it over the one of an earlier end. */
  static void write(RunFolder folder, PreparedData data, Configuration hadoop) {
    Checkpoint last =
        new CheckpointStore(folder.path(), hadoop)
            .findLatest()
            .orElseThrow(
                () -> new IllegalStateException("Missing last checkpoint in " + folder.path()));
    FolderFiles to = FolderFiles.of(folder.model(), hadoop);
    FolderFiles tokenizer = FolderFiles.of(data.folder().tokenizer(), hadoop);
    for (FileStatus file : tokenizer.list()) {
      String name = file.getPath().getName();
      if (!name.startsWith(".")) {
        to.write(name, tokenizer.read(name));
      }
    }
    try (StoredParameters weights = last.model().weights()) {
      SpecialIds ids = SpecialIds.of(data.manifest().tokenizer());
      ModelFolder.write(last.model().shape(), ids, weights, folder.model(), hadoop);
    }
  }
}
