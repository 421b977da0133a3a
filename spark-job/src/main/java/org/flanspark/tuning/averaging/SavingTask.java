package org.flanspark.tuning.averaging;

import java.io.Serializable;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.Function;
import org.flanspark.tuning.batch.HadoopSettings;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.flanspark.tuning.huggingface.Safetensors;
import org.flanspark.tuning.huggingface.WrittenFile;
import org.jspecify.annotations.Nullable;

/**
 * Writes one worker's moments into a checkpoint, where the worker lives or had to make room.
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
   * @param name of the file; null where they are not here
   */
  record Saved(int worker, long age, @Nullable String name, long bytes, String sha256)
      implements Serializable {

    static Saved of(int worker, MomentHistory.Stamp stamp, WrittenFile file) {
      return new Saved(worker, stamp.age(), file.name(), file.bytes(), file.sha256());
    }

    static Saved nothing(int worker) {
      return new Saved(worker, 0, null, 0, "");
    }

    Optional<WrittenFile> file() {
      return name == null ? Optional.empty() : Optional.of(new WrittenFile(name, bytes, sha256));
    }
  }

  @Override
  public Saved call(Integer worker) {
    LivingWorkers.Key key = new LivingWorkers.Key(run, worker);
    return LivingWorkers.takeIfHere(key)
        .map(living -> save(worker, living))
        .or(() -> LivingWorkers.withParked(key, parked -> save(worker, parked)))
        .orElseGet(() -> Saved.nothing(worker));
  }

  private Saved save(int worker, LivingWorker living) {
    try {
      return living
          .history()
          .after(round)
          .map(
              stamp ->
                  Saved.of(
                      worker,
                      stamp,
                      Safetensors.write(living.namedMoments(), checkpoint(), name(worker))))
          .orElseGet(() -> Saved.nothing(worker));
    } finally {
      living.giveBack();
    }
  }

  private Saved save(int worker, ParkedMoments parked) {
    return parked.stamp().round() == round
        ? Saved.of(worker, parked.stamp(), parked.save(checkpoint(), name(worker)))
        : Saved.nothing(worker);
  }

  private FolderFiles checkpoint() {
    return FolderFiles.of(new Path(folder), hadoop.configuration());
  }

  private static String name(int worker) {
    return RoundState.momentsFile(worker);
  }
}
