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

  /** Whether it has such a file. */
  public boolean has(String file) {
    return files.has(file);
  }

  /** Opens tensors of the state, under the names that they were saved with. */
  public StoredParameters state(String file) {
    return StoredParameters.open(files, file);
  }
}
