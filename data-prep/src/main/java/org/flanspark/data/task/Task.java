package org.flanspark.data.task;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One task, as its file declares it. Immutable, safe to share, and small enough to travel in a
 * closure.
 *
 * @param name as its file is named
 * @param cluster what is held out together
 * @param family the finer cluster of FLAN's code; by default the cluster
 * @param kind how it is measured
 * @param source where the records lie
 * @param select the fields of a record, in the file's order
 * @param splits train, validation and test, those that the task has
 * @param metric the name of its measure
 * @param licence of the data set
 * @param baseline the completion-style prompt; null where the task has none
 * @param templates in the file's order; their indices are their names
 * @param digest SHA-256 of the task file
 * @param reverses the task whose records this one asks about the other way round; null for every
 *     other task. It is evaluated alone
 */
public record Task(
    String name,
    String cluster,
    String family,
    TaskKind kind,
    TaskSource source,
    List<SelectedField> select,
    List<SplitRule> splits,
    String metric,
    String licence,
    @Nullable BaselinePrompt baseline,
    List<TaskTemplate> templates,
    String digest,
    @Nullable String reverses)
    implements Serializable {

  public Task {
    select = List.copyOf(select);
    splits = List.copyOf(splits);
    templates = List.copyOf(templates);
  }

  /** The rule of one split, where the task has it. */
  public Optional<SplitRule> split(String split) {
    return splits.stream().filter(rule -> rule.split().equals(split)).findFirst();
  }

  /** Whether it can be trained on; the other tasks are there to be evaluated. */
  public boolean isTrainable() {
    return reverses == null && split("train").isPresent();
  }

  /**
   * The task whose data set this is: records have one side of a carved split in all of its tasks.
   */
  public String dataSet() {
    return reverses == null ? name : reverses;
  }

  /** Whether records have a field of that name. */
  public boolean selects(String field) {
    return select.stream().anyMatch(selected -> selected.name().equals(field));
  }

  /** The same task with other splits. */
  Task withSplits(List<SplitRule> others) {
    return new Task(
        name, cluster, family, kind, source, select, others, metric, licence, baseline, templates,
        digest, reverses);
  }

  @Override
  public String toString() {
    return "Task[" + name + "]";
  }
}
