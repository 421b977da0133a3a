package org.flanspark.data.command;

import org.apache.hadoop.conf.Configuration;
import org.flanspark.data.source.SourceFile;
import org.flanspark.data.task.SplitRule;
import org.flanspark.data.task.Task;

/** Where the records of one task lie. */
final class TaskSources {
  private TaskSources() {}

  /**
   * The file that training rows come from, or test rows where nothing is trained on.
   *
   * @throws org.flanspark.data.shard.DataException where it is missing
   */
  static SourceFile main(Task task, String root, Configuration hadoop) {
    String split =
        task.split("train").or(() -> task.split("test")).map(SplitRule::from).orElseThrow();
    return SourceFile.find(task, split, root, hadoop);
  }
}
