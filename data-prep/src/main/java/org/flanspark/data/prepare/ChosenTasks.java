package org.flanspark.data.prepare;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.ConfigException;
import org.flanspark.config.KeyNames;
import org.flanspark.config.Problems;
import org.flanspark.config.RunConfig;
import org.flanspark.data.quarantine.Reason;
import org.flanspark.data.source.SelectCheck;
import org.flanspark.data.task.HeldOut;
import org.flanspark.data.task.Task;
import org.flanspark.data.task.TaskCatalog;

/**
 * The tasks of a run, sorted by name: an index into {@code roles} is a task's id.
 *
 * @param roles tasks that are trained on, and tasks of unseen clusters that are only evaluated
 * @param heldOut the clusters left out of training, sorted
 */
public record ChosenTasks(List<TaskRole> roles, List<String> heldOut) implements Serializable {

  public ChosenTasks {
    roles = List.copyOf(roles);
    heldOut = List.copyOf(heldOut);
  }

  /** The tasks alone, by id. */
  public List<Task> tasks() {
    return roles.stream().map(TaskRole::task).toList();
  }

  /** The ids of tasks whose records are also asked about the other way round. */
  List<Integer> reversed() {
    Set<String> names = new TreeSet<>();
    tasks().stream().map(Task::reverses).filter(Objects::nonNull).forEach(names::add);
    return IntStream.range(0, roles.size())
        .filter(id -> names.contains(roles.get(id).task().name()))
        .boxed()
        .toList();
  }

  /** Without the tasks that are only evaluated. */
  ChosenTasks trainedAlone() {
    return new ChosenTasks(roles.stream().filter(TaskRole::trained).toList(), heldOut);
  }

  /**
   * What the configuration asks for.
   *
   * @throws ConfigException with every problem of task files, names and select expressions
   */
  public static ChosenTasks of(RunConfig config, Configuration hadoop) {
    TaskCatalog catalog =
        TaskCatalog.load(config.data().tasks(), hadoop).with(config.data().splits());
    Problems problems = new Problems();
    List<Task> selected =
        allowed(catalog.select(config.mixture().tasks(), problems), config, problems);
    names(config, catalog, problems);
    for (String cluster : config.mixture().holdOut()) {
      Set<String> known = catalog.clusters();
      problems.check(
          known.contains(cluster),
          "Invalid mixture.hold-out: " + KeyNames.unknown("cluster", cluster, known));
    }
    problems.throwIfAny();
    ChosenTasks chosen = of(selected, catalog, HeldOut.of(config.mixture().holdOut()));
    chosen.tasks().forEach(task -> SelectCheck.check(task, problems));
    problems.check(
        chosen.roles().stream().anyMatch(TaskRole::trained),
        "Invalid mixture: every task of mixture.tasks is held out or has no training split");
    problems.throwIfAny();
    return chosen;
  }

  /** Of the tasks, those whose licence is on the list; all where there is no list. */
  private static List<Task> allowed(List<Task> tasks, RunConfig config, Problems problems) {
    List<String> licences = config.mixture().allowLicences();
    Set<String> known = new TreeSet<>();
    tasks.forEach(task -> known.add(task.licence()));
    for (String licence : licences) {
      problems.check(
          known.contains(licence),
          "Invalid mixture.allow-licences: " + KeyNames.unknown("licence", licence, known));
    }
    return tasks.stream()
        .filter(task -> licences.isEmpty() || licences.contains(task.licence()))
        .toList();
  }

  /** What is named for its weight or its budget has to be there. */
  private static void names(RunConfig config, TaskCatalog catalog, Problems problems) {
    Set<String> known = new TreeSet<>(catalog.clusters());
    catalog.tasks().forEach(task -> known.add(task.name()));
    for (String name : new TreeSet<>(config.mixture().weights().keySet())) {
      problems.check(
          known.contains(name),
          "Invalid mixture.weights: " + KeyNames.unknown("task or cluster", name, known));
    }
    Set<String> reasons = new TreeSet<>();
    for (Reason reason : Reason.values()) {
      reasons.add(reason.code());
    }
    for (String name : new TreeSet<>(config.quality().budgets().keySet())) {
      problems.check(
          reasons.contains(name),
          "Invalid quality.budgets: " + KeyNames.unknown("reason", name, reasons));
    }
  }

  private static ChosenTasks of(List<Task> selected, TaskCatalog catalog, HeldOut heldOut) {
    SortedMap<String, TaskRole> roles = new TreeMap<>();
    for (Task task : selected) {
      if (!heldOut.excludes(task.cluster())) {
        roles.put(task.name(), new TaskRole(task, task.isTrainable(), false));
      }
    }
    for (String cluster : heldOut.clusters()) {
      if (heldOut.isUnseen(cluster)) {
        ofCluster(
                cluster, selected, heldOut.asked().contains(cluster) ? catalog.tasks() : List.of())
            .forEach(task -> roles.put(task.name(), new TaskRole(task, false, true)));
      }
    }
    return new ChosenTasks(
        roles.values().stream().sorted(Comparator.comparing(role -> role.task().name())).toList(),
        List.copyOf(heldOut.clusters()));
  }

  /**
   * The tasks to evaluate of a held-out cluster: those that the mixture names; where it names none
   * of a cluster that was asked for, all that there are.
   */
  private static List<Task> ofCluster(String cluster, List<Task> selected, List<Task> others) {
    List<Task> named = selected.stream().filter(task -> task.cluster().equals(cluster)).toList();
    return named.isEmpty()
        ? others.stream().filter(task -> task.cluster().equals(cluster)).toList()
        : named;
  }
}
