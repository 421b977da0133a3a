package org.flanspark.tuning.checkpoint;

import org.apache.hadoop.fs.Path;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.flanspark.tuning.huggingface.ModelFolder;
import org.flanspark.tuning.huggingface.StoredParameters;

/** A whole checkpoint; weights and state are read when they are asked for. */
public final class Checkpoint {
  private final FolderFiles files;
  private final RunState run;
  private final ModelFolder model;

  Checkpoint(FolderFiles files, RunState run, ModelFolder model) {
    this.files = files;
    this.run = run;
    this.model = model;
  }

  public Path path() {
    return files.path();
  }

  /** Where the run stood. */
  public RunState run() {
    return run;
  }

  /** Architecture and weights. */
  public ModelFolder model() {
    return model;
  }

  /** Opens the updater's state, under the names that it was saved with. */
  public StoredParameters updaterState() {
    return StoredParameters.open(files, CheckpointStore.UPDATER_FILE);
  }
}
