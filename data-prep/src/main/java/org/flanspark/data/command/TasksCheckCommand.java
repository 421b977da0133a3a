package org.flanspark.data.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.flanspark.command.ConfigOptions;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.ConfigException;
import org.flanspark.config.RunConfig;
import org.flanspark.data.prepare.TaskPreview;
import org.flanspark.data.task.Task;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flan tasks check}: everything that is wrong with task files, before a job is started. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks task files, and with --rows their first records too.")
final class TasksCheckCommand implements FlanCommand {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Task files (YAML).")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Reads so many records under data.root and says which would be rejected.")
  private int rows;

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Override
  public Outcome run() {
    RunConfig config = options.read();
    List<String> problems = new ArrayList<>();
    for (Path file : files) {
      try {
        List<Task> tasks = TaskTexts.checked(file);
        Task task = tasks.get(0);
        System.out.printf(
            "%s: %s, %s templates%n", file, task.kind().text(), task.templates().size());
        tasks.stream().skip(1).forEach(TasksCheckCommand::printReverse);
        if (rows > 0) {
          System.out.println(records(task, config));
        }
      } catch (ConfigException e) {
        problems.add(e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(String.join("\n", problems));
    }
    return Outcome.done("%s task files are right".formatted(files.size()));
  }

  private static void printReverse(Task task) {
    System.out.printf(
        "  %s: the same the other way round, evaluated alone, %s templates%n",
        task.name(), task.templates().size());
  }

  private String records(Task task, RunConfig config) {
    SparkSession session = SparkSession.builder().getOrCreate();
    TaskPreview preview =
        TaskPreview.read(
            session,
            task,
            TaskSources.main(
                task, config.data().root(), session.sparkContext().hadoopConfiguration()),
            rows);
    return "  %s records fit%s"
        .formatted(
            preview.accepted().size(),
            preview.rejected().isEmpty() ? "" : ", rejected: " + preview.rejected());
  }
}
