package org.flanspark.data.prepare;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.source.SourceFile;
import org.flanspark.data.task.Task;

/**
 * The source files that a preparation reads: all of every task's, but for the training records of a
 * reverse task where no prompt has exemplars. They are the largest files there are, and its forward
 * task reads them already.
 */
final class NeededFiles {
  private NeededFiles() {}

  /**
   * The files, in the order of tasks.
   *
   * @throws org.flanspark.data.shard.DataException that names every file that is missing
   */
  static List<SourceFile> of(ChosenTasks chosen, RunConfig config, Configuration hadoop) {
    List<Task> tasks = chosen.tasks();
    boolean exemplars = config.evaluation().shots().stream().anyMatch(shots -> shots > 0);
    return SourceFile.find(tasks, config.data().root(), hadoop).stream()
        .filter(file -> exemplars || isNeeded(tasks.get(file.task()), file.split()))
        .toList();
  }

  private static boolean isNeeded(Task task, String sourceSplit) {
    return task.reverses() == null
        || task.splits().stream()
            .anyMatch(
                rule ->
                    rule.from().equals(sourceSplit) && !rule.split().equals(PreparedFolder.TRAIN));
  }
}
