package org.flanspark.data.source;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.task.SplitRule;
import org.flanspark.data.task.Task;
import org.flanspark.data.task.TaskSource;

/**
 * One split of one task's source: a file, a folder of them as Spark writes it, or a table.
 *
 * @param task index of the task
 * @param split the source's split
 * @param name relative to {@code data.root}, of the file or of the folder that holds the parts; of
 *     a table, what it is
 * @param format of the files, which their names say where they are not those of the task's source
 * @param parts the files that hold records, in order of their names; none for a table
 */
public record SourceFile(
    int task, String split, String name, String format, List<FileStatus> parts) {

  public SourceFile {
    parts = List.copyOf(parts);
  }

  /**
   * The files of every split that the tasks' splits are made from.
   *
   * @throws DataException that names every file that is missing or there twice, and its task
   */
  public static List<SourceFile> find(List<Task> tasks, String root, Configuration hadoop) {
    List<SourceFile> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      for (String split : sourceSplits(tasks.get(i))) {
        try {
          found.add(find(i, tasks.get(i), split, root, hadoop));
        } catch (DataException e) {
          missing.add(e.getMessage());
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new DataException(
          String.join("\n", missing)
              + "\ndata.root says where the files lie, mixture.tasks which tasks are wanted");
    }
    return found;
  }

  /**
   * The files of one of a task's splits, whichever others are missing; the task's index is 0.
   *
   * @param split the source's
   * @throws DataException where they are missing or there twice
   */
  public static SourceFile find(Task task, String split, String root, Configuration hadoop) {
    return find(0, task, split, root, hadoop);
  }

  private static SourceFile find(
      int id, Task task, String split, String root, Configuration hadoop) {
    TaskSource source = task.source();
    if (source.table() != null) {
      return new SourceFile(id, split, source.file(split), source.format(), List.of());
    }
    SplitFiles.Found files = SplitFiles.find(task, split, root, hadoop);
    String name = files.name().isEmpty() ? source.path() : source.path() + "/" + files.name();
    return new SourceFile(id, split, name, files.format(), files.parts());
  }

  private static Set<String> sourceSplits(Task task) {
    Set<String> splits = new LinkedHashSet<>();
    task.splits().stream().map(SplitRule::from).forEach(splits::add);
    return splits;
  }
}
