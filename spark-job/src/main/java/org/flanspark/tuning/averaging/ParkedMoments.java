package org.flanspark.tuning.averaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.flanspark.tuning.huggingface.Safetensors;
import org.flanspark.tuning.huggingface.StoredParameters;
import org.flanspark.tuning.huggingface.WrittenFile;
import org.flanspark.tuning.model.Parameters;

/**
 * Moments of a worker that had to make room for another in its executor, on the executor's disk, as
 * a checkpoint has them.
 *
 * @param stamp what they are
 * @param file that holds them
 */
record ParkedMoments(MomentHistory.Stamp stamp, Path file) {
  /** Writes moments to a file. */
  static ParkedMoments write(MomentHistory.Stamp stamp, Parameters moments, Path file) {
    ParkedMoments parked = new ParkedMoments(stamp, file);
    Safetensors.write(moments, parked.folder(), parked.name());
    return parked;
  }

  /** Overwrites moments by those of the file, which is deleted. */
  void readInto(Parameters moments) {
    try (StoredParameters stored = open()) {
      stored.copyInto(moments);
    }
    delete();
  }

  /** Writes them into a checkpoint. */
  WrittenFile save(FolderFiles checkpoint, String name) {
    try (StoredParameters stored = open()) {
      return Safetensors.write(stored, checkpoint, name);
    }
  }

  /** Forgets them. */
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + file + ": " + e, e);
    }
  }

  private StoredParameters open() {
    return StoredParameters.open(folder(), name());
  }

  private FolderFiles folder() {
    return FolderFiles.of(
        new org.apache.hadoop.fs.Path(file.toUri()).getParent(), new Configuration(false));
  }

  private String name() {
    return file.getFileName().toString();
  }
}
