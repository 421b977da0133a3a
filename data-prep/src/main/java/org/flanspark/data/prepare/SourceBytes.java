package org.flanspark.data.prepare;

import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.flanspark.data.source.SourceFile;

/** How large a task's sources are. */
final class SourceBytes {
  private SourceBytes() {}

  /** Bytes of all files of one task, as they lie on disk. */
  static long of(int task, List<SourceFile> files) {
    return files.stream()
        .filter(file -> file.task() == task)
        .flatMap(file -> file.parts().stream())
        .mapToLong(FileStatus::getLen)
        .sum();
  }
}
