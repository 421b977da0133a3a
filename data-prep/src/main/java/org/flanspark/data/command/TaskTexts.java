package org.flanspark.data.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.flanspark.config.ConfigException;
import org.flanspark.config.Problems;
import org.flanspark.data.source.SelectCheck;
import org.flanspark.data.task.Task;
import org.flanspark.data.task.TaskFile;

/** Task files by path. */
final class TaskTexts {
  private TaskTexts() {}

  /**
   * The task of a file, and after it its reverse where there is one.
   *
   * @throws ConfigException with everything that is wrong with it
   */
  static List<Task> checked(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new ConfigException("Missing task file " + file);
    } catch (IOException e) {
      throw new ConfigException("Cannot read task file %s: %s".formatted(file, e));
    }
    List<Task> tasks = TaskFile.parseAll(file.toString(), text);
    Problems problems = new Problems();
    tasks.forEach(task -> SelectCheck.check(task, problems));
    problems.throwIfAny();
    return tasks;
  }
}
