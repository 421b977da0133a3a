package org.flanspark.data.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.flanspark.config.ConfigException;
import org.flanspark.config.Problems;
import org.flanspark.data.source.SelectCheck;
import org.flanspark.data.task.Task;
import org.flanspark.data.task.TaskFile;

/** Task files by path. */
final class TaskTexts {
  private TaskTexts() {}

  /**
   * The task of a file.
   *
   * @throws ConfigException with everything that is wrong with it
   */
  static Task checked(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new ConfigException("Missing task file " + file);
    } catch (IOException e) {
      throw new ConfigException("Cannot read task file %s: %s".formatted(file, e));
    }
    Task task = TaskFile.parse(file.toString(), text);
    Problems problems = new Problems();
    SelectCheck.check(task, problems);
    problems.throwIfAny();
    return task;
  }
}
