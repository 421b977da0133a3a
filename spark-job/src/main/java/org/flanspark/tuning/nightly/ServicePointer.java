package org.flanspark.tuning.nightly;

import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.tuning.huggingface.FolderFiles;

/** {@code promoted.json}: the one file that says which model is in service. */
final class ServicePointer {
  static final String FILE = "promoted.json";

  private final FolderFiles files;
  private final Configuration hadoop;

  ServicePointer(Path folder, Configuration hadoop) {
    this.files = FolderFiles.of(folder, hadoop);
    this.hadoop = hadoop;
  }

  /** Where it points; nowhere before the first promotion. */
  Optional<Promotion> read() {
    return files.has(FILE)
        ? Optional.of(NightlyJson.read(files.read(FILE), Promotion.class, files.path(FILE)))
        : Optional.empty();
  }

  /** Points elsewhere, in one step. */
  void move(Promotion to) {
    Replacement.write(files.path(FILE), NightlyJson.bytes(to), hadoop);
  }
}
