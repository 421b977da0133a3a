package org.flanspark.data.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.command.ConfigOptions;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.source.SourceFile;
import org.flanspark.data.task.Task;
import org.flanspark.data.task.TaskCatalog;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code flan tasks list}: the built-in catalogue and the user's own tasks side by side. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the built-in tasks and those of data.tasks, a line each: task, cluster, kind, templates,",
      "metric, licence, where it is from, and whether its data lie under data.root."
    })
final class TasksListCommand implements FlanCommand {
  private static final String LINE = "%-34s %-38s %-14s %9s  %-17s %-9s %-7s %s%n";

  @Option(names = "--cluster", description = "Only the tasks of this cluster.")
  private @Nullable String cluster;

  @Option(
      names = "--tasks",
      paramLabel = "DIR",
      description = "A folder of task files, beside those of the configuration.")
  private List<String> folders = new ArrayList<>();

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Override
  public Outcome run() {
    RunConfig config = options.read();
    Configuration hadoop = new Configuration();
    List<String> places = new ArrayList<>(config.data().tasks());
    places.addAll(folders);
    Set<String> builtIn =
        TaskCatalog.load(List.of(), hadoop).tasks().stream()
            .map(Task::name)
            .collect(Collectors.toSet());
    List<Task> tasks =
        TaskCatalog.load(places, hadoop).with(config.data().splits()).tasks().stream()
            .filter(task -> cluster == null || task.cluster().equals(cluster))
            .toList();
    System.out.printf(
        LINE, "task", "cluster", "kind", "templates", "metric", "from", "data", "licence");
    for (Task task : tasks) {
      System.out.printf(
          LINE,
          task.name(),
          task.cluster(),
          task.kind().text(),
          task.templates().size(),
          task.metric(),
          builtIn.contains(task.name()) ? "built in" : "yours",
          hasData(task, config.data().root(), hadoop) ? "yes" : "no",
          task.licence());
    }
    return Outcome.done("%s tasks".formatted(tasks.size()));
  }

  private static boolean hasData(Task task, String root, Configuration hadoop) {
    try {
      SourceFile.find(List.of(task), root, hadoop);
      return true;
    } catch (DataException e) {
      return false;
    }
  }
}
