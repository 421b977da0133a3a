package org.flanspark.data.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.task.SplitRule;
import org.flanspark.data.task.Task;

/**
 * One split of one task's source: a file, a folder of them as Spark writes it, or a table.
 *
 * @param task index of the task
 * @param split the source's split
 * @param name relative to {@code data.root}; of a table, what it is
 * @param parts the files that hold records, in order of their names; none for a table
 */
public record SourceFile(int task, String split, String name, List<FileStatus> parts) {

  public SourceFile {
    parts = List.copyOf(parts);
  }

  /**
   * The files of every split that the tasks' splits are made from.
   *
   * @throws DataException that names every missing file and its task
   */
  public static List<SourceFile> find(List<Task> tasks, String root, Configuration hadoop) {
    List<SourceFile> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      Task task = tasks.get(i);
      for (String split : sourceSplits(task)) {
        String name = task.source().file(split);
        if (task.source().table() != null) {
          found.add(new SourceFile(i, split, name, List.of()));
          continue;
        }
        List<FileStatus> parts = parts(new Path(root, name), hadoop);
        if (parts.isEmpty()) {
          missing.add("Missing data of task %s: %s".formatted(task.name(), new Path(root, name)));
        }
        found.add(new SourceFile(i, split, name, parts));
      }
    }
    if (!missing.isEmpty()) {
      throw new DataException(
          String.join("\n", missing)
              + "\ndata.root says where the files lie, mixture.tasks which tasks are wanted");
    }
    return found;
  }

  private static Set<String> sourceSplits(Task task) {
    Set<String> splits = new LinkedHashSet<>();
    task.splits().stream().map(SplitRule::from).forEach(splits::add);
    return splits;
  }

  private static List<FileStatus> parts(Path path, Configuration hadoop) {
    try {
      FileSystem files = path.getFileSystem(hadoop);
      if (!files.exists(path)) {
        return List.of();
      }
      FileStatus status = files.getFileStatus(path);
      if (status.isFile()) {
        return List.of(status);
      }
      return List.of(files.listStatus(path)).stream()
          .filter(FileStatus::isFile)
          .filter(part -> !part.getPath().getName().matches("[_.].*"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + path + ": " + e.getMessage(), e);
    }
  }
}
