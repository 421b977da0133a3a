package org.flanspark.data.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.ConfigException;
import org.flanspark.config.KeyNames;
import org.flanspark.config.Problems;

/** Every task there is to choose from: the built-in ones and the user's. */
public final class TaskCatalog {
  /** Stands for every task in {@code mixture.tasks}. */
  public static final String ALL = "all";

  private static final String BUILT_IN = TaskFolder.CLASSPATH + "tasks";

  private final SortedMap<String, Task> tasks;

  private TaskCatalog(SortedMap<String, Task> tasks) {
    this.tasks = tasks;
  }

  /**
   * The built-in tasks, and those of the given places.
   *
   * @param places folders of any Hadoop file system, or {@code classpath:<root>} (see {@link
   *     org.flanspark.config.DataConfig#tasks})
   * @throws ConfigException with the problems of every file
   */
  public static TaskCatalog load(List<String> places, Configuration hadoop) {
    Map<String, String> files = new LinkedHashMap<>(TaskFolder.readSome(BUILT_IN, hadoop));
    places.forEach(place -> files.putAll(TaskFolder.readSome(place, hadoop)));
    return of(files);
  }

  /** The tasks of the given files: names with texts. */
  static TaskCatalog of(Map<String, String> files) {
    Problems problems = new Problems();
    SortedMap<String, Task> tasks = new TreeMap<>();
    Map<String, String> origins = new TreeMap<>();
    files.forEach(
        (file, text) ->
            TaskFile.read(file, text, problems)
                .forEach(
                    task -> {
                      tasks.put(task.name(), task);
                      String other = origins.put(task.name(), file);
                      problems.check(
                          other == null,
                          "Duplicate task '%s': in %s and in %s"
                              .formatted(task.name(), other, file));
                    }));
    problems.throwIfAny();
    return new TaskCatalog(tasks);
  }

  /**
   * The same catalogue with other splits of some tasks and of their reverses ({@code data.splits}).
   *
   * @param splits by task, as a task file has them
   * @throws ConfigException with every problem
   */
  public TaskCatalog with(Map<String, JsonNode> splits) {
    Problems problems = new Problems();
    SortedMap<String, Task> changed = new TreeMap<>(tasks);
    new TreeMap<>(splits)
        .forEach(
            (name, node) -> {
              Task task = tasks.get(name);
              if (task == null) {
                problems.add(
                    "Invalid data.splits: " + KeyNames.unknown("task", name, tasks.keySet()));
              } else if (task.reverses() != null) {
                problems.add(
                    "Invalid data.splits: %s has the splits of %s"
                        .formatted(name, task.reverses()));
              } else {
                SplitRules.read("data.splits." + name, node, task, problems)
                    .ifPresent(rules -> changed.putAll(withSplits(name, rules, problems)));
              }
            });
    problems.throwIfAny();
    return new TaskCatalog(changed);
  }

  private Map<String, Task> withSplits(String dataSet, List<SplitRule> rules, Problems problems) {
    Map<String, Task> changed = new TreeMap<>();
    tasks.values().stream()
        .filter(task -> task.dataSet().equals(dataSet))
        .forEach(task -> changed.put(task.name(), task.withSplits(rules)));
    problems.check(
        changed.size() == 1 || Reversal.canHave(rules),
        "Invalid data.splits.%s: group-by names the answer, which is another one where the task is reversed"
            .formatted(dataSet));
    return changed;
  }

  /** Every task, by name. */
  public List<Task> tasks() {
    return List.copyOf(tasks.values());
  }

  /**
   * The task of that name.
   *
   * @throws ConfigException that names the nearest one
   */
  public Task task(String name) {
    return Optional.ofNullable(tasks.get(name))
        .orElseThrow(() -> new ConfigException(KeyNames.unknown("task", name, tasks.keySet())));
  }

  /** The clusters that tasks belong to, FLAN's among them even where no task does. */
  public Set<String> clusters() {
    Set<String> clusters = new TreeSet<>(TaskCluster.texts());
    tasks.values().forEach(task -> clusters.add(task.cluster()));
    return clusters;
  }

  /**
   * What task names, clusters or {@link #ALL} come to, sorted by name. A task's reverse comes with
   * it.
   *
   * @param names an unknown one becomes a problem that names the nearest
   */
  public List<Task> select(Collection<String> names, Problems problems) {
    SortedMap<String, Task> selected = new TreeMap<>();
    for (String name : names) {
      List<Task> matching =
          tasks.values().stream()
              .filter(
                  task ->
                      name.equals(ALL)
                          || name.equals(task.name())
                          || name.equals(task.dataSet())
                          || name.equals(task.cluster()))
              .toList();
      matching.forEach(task -> selected.put(task.name(), task));
      if (matching.isEmpty()) {
        Set<String> known = clusters();
        problems.add(
            known.contains(name)
                ? "Missing tasks of cluster '%s' in the catalogue".formatted(name)
                : KeyNames.unknown("task or cluster", name, union(known, tasks.keySet())));
      }
    }
    return List.copyOf(selected.values());
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }
}
