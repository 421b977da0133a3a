package org.flanspark.data.template;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.SelectedField;
import org.flanspark.data.task.Task;

/**
 * What a model is told of a record: the selected fields that some template puts into the input of a
 * question for the answer.
 */
public final class InputFields {
  private InputFields() {}

  /** Their names, in the order of the task's {@code select}. */
  public static List<String> of(Task task) {
    Set<String> used =
        task.templates().stream()
            .filter(template -> !template.turnedAround())
            .flatMap(template -> template.input().placeholders().stream())
            .collect(Collectors.toSet());
    return task.select().stream()
        .filter(field -> !field.isReserved() && used.contains(field.name()))
        .map(SelectedField::name)
        .toList();
  }

  /** The record's texts in them. */
  static List<String> texts(Task task, TaskRecord record) {
    return of(task).stream().map(name -> record.fields().getOrDefault(name, "")).toList();
  }
}
