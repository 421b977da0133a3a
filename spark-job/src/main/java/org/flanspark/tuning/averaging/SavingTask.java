package org.flanspark.tuning.averaging;

import java.io.Serializable;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.Function;
import org.flanspark.tuning.batch.HadoopSettings;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.flanspark.tuning.huggingface.Safetensors;
import org.flanspark.tuning.huggingface.WrittenFile;
import org.flanspark.tuning.network.DecoderNetwork;
import org.jspecify.annotations.Nullable;

/**
 * Writes one worker's moments into a checkpoint, where the worker lives.
 *
 * @param run tells runs apart
 * @param round after which the moments must be valid
 * @param folder the checkpoint's
 * @param hadoop to write with
 */
record SavingTask(String run, int round, String folder, HadoopSettings hadoop)
    implements Function<Integer, SavingTask.Saved> {

  /**
   * What has been written.
   *
   * @param age updates that the moments have seen
   * @param name of the file; null where the worker does not live here
   */
  record Saved(int worker, long age, @Nullable String name, long bytes, String sha256)
      implements Serializable {

    static Saved nothing(int worker) {
      return new Saved(worker, 0, null, 0, "");
    }

    Optional<WrittenFile> file() {
      return name == null ? Optional.empty() : Optional.of(new WrittenFile(name, bytes, sha256));
    }
  }

  @Override
  public Saved call(Integer worker) {
    return LivingWorkers.takeIfHere(new LivingWorkers.Key(run, worker))
        .map(living -> save(worker, living))
        .orElseGet(() -> Saved.nothing(worker));
  }

  private Saved save(int worker, LivingWorker living) {
    try {
      Optional<MomentHistory.Stamp> stamp = living.history().after(round);
      return stamp.isEmpty() ? Saved.nothing(worker) : save(worker, living, stamp.get().age());
    } finally {
      living.giveBack();
    }
  }

  private Saved save(int worker, LivingWorker living, long age) {
    WrittenFile written =
        Safetensors.write(
            DecoderNetwork.updaterState(living.network()),
            FolderFiles.of(new Path(folder), hadoop.configuration()),
            RoundState.momentsFile(worker));
    return new Saved(worker, age, written.name(), written.bytes(), written.sha256());
  }
}
