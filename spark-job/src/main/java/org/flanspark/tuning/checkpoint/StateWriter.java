package org.flanspark.tuning.checkpoint;

import org.flanspark.tuning.huggingface.FolderFiles;

/** Writes what a run must know beside its weights to go on as if it had never stopped. */
@FunctionalInterface
public interface StateWriter {
  /** Writes files into the checkpoint's folder, which counts only once its marker follows. */
  SavedState write(FolderFiles checkpoint);
}
