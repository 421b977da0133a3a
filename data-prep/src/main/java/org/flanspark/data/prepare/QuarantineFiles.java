package org.flanspark.data.prepare;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.flanspark.data.rendered.BucketFacts;
import org.flanspark.data.rendered.RenderedFacts;
import org.flanspark.data.shard.PreparedFolder;

/** The station that puts the records which were rejected while they were read on show. */
final class QuarantineFiles {
  /** Where they go within the quarantine folder. */
  private static final String QUARANTINE = "stage=read";

  private QuarantineFiles() {}

  private record Copy(String from, String to) implements Serializable {}

  /** Copies the rejected records of every task. */
  static void write(
      List<TaskWork> works, List<RenderedFacts> facts, PreparedFolder folder, Executors executors) {
    List<Copy> copies = new ArrayList<>();
    for (TaskWork work : works) {
      for (int bucket : facts.get(work.id()).bucketsWith(BucketFacts.Files::rejected)) {
        copies.add(
            new Copy(
                work.folder().rejected(bucket).toString(),
                folder.quarantine(QUARANTINE, work.task().name(), bucket).toString()));
      }
    }
    if (!copies.isEmpty()) {
      var hadoop = executors.hadoop();
      executors
          .context()
          .parallelize(copies, Math.min(copies.size(), executors.context().defaultParallelism()))
          .foreach(copy -> copy(copy, hadoop.value().value()));
    }
  }

  private static void copy(Copy copy, Configuration hadoop) {
    Path from = new Path(copy.from());
    Path to = new Path(copy.to());
    try {
      FileUtil.copy(
          from.getFileSystem(hadoop), from, to.getFileSystem(hadoop), to, false, true, hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot copy " + from + " to " + to, e);
    }
  }
}
