package org.flanspark.tuning.doctor;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A folder for probes beside the one of a run, which has to stay empty for {@code train}. */
final class ProbeFolder {
  private ProbeFolder() {}

  /**
   * A new name in the nearest folder above the run's that is there already.
   *
   * @param run {@code output.run}
   */
  static Path above(Path run, Configuration hadoop) throws IOException {
    FileSystem files = run.getFileSystem(hadoop);
    Path above = files.makeQualified(run);
    while (above.getParent() != null && !files.exists(above.getParent())) {
      above = above.getParent();
    }
    Path folder = above.getParent() == null ? above : above.getParent();
    return new Path(folder, ".flan-doctor-" + UUID.randomUUID());
  }
}
