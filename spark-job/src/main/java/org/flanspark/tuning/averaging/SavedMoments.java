package org.flanspark.tuning.averaging;

import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.tuning.checkpoint.Checkpoint;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.flanspark.tuning.huggingface.StoredParameters;
import org.flanspark.tuning.model.Parameters;

/**
 * Where a worker finds moments that it does not hold.
 *
 * @param checkpoint the folder
 * @param file in it
 * @param round after which they were saved
 * @param age updates that they had seen
 */
record SavedMoments(String checkpoint, String file, int round, long age) implements Serializable {
  /** Those of a checkpoint, by worker, or one that all share. */
  static List<SavedMoments> of(Checkpoint checkpoint) {
    return checkpoint.run().moments().stream()
        .map(
            moments ->
                new SavedMoments(
                    checkpoint.path().toString(),
                    moments.file(),
                    checkpoint.run().round(),
                    moments.age()))
        .toList();
  }

  /** A worker's own; of another run's worker where there are more workers now. */
  static SavedMoments choose(List<SavedMoments> saved, int worker) {
    return saved.stream()
        .filter(moments -> moments.file().equals(RoundState.momentsFile(worker)))
        .findFirst()
        .orElseGet(() -> saved.get(worker % saved.size()));
  }

  /** Overwrites an optimizer's state by them. */
  void copyInto(Parameters state, Configuration hadoop) {
    try (StoredParameters saved =
        StoredParameters.open(FolderFiles.of(new Path(checkpoint), hadoop), file)) {
      saved.copyInto(state);
    }
  }
}
