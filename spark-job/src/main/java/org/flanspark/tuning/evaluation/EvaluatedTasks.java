package org.flanspark.tuning.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.flanspark.config.ConfigException;
import org.flanspark.data.shard.Manifest;
import org.flanspark.tuning.evaluation.answer.PromptRows;

/** Which of the prepared tasks are evaluated: {@code evaluation.tasks}. */
final class EvaluatedTasks {
  private static final String ALL = "all";
  private static final String HELD_OUT = "held-out";

  private EvaluatedTasks() {}

  /**
   * The condition on a prompt.
   *
   * @throws ConfigException naming what is no prepared task and no cluster of one
   */
  static Column of(List<String> wanted, Manifest manifest) {
    requireKnown(wanted, manifest);
    Object[] names = wanted.toArray();
    return lit(wanted.contains(ALL))
        .or(lit(wanted.contains(HELD_OUT)).and(col(PromptRows.HELD_OUT)))
        .or(col(PromptRows.TASK).isin(names))
        .or(col(PromptRows.CLUSTER).isin(names));
  }

  private static void requireKnown(List<String> wanted, Manifest manifest) {
    Set<String> known =
        manifest.tasks().stream()
            .flatMap(task -> Stream.of(task.name(), task.cluster()))
            .collect(Collectors.toCollection(TreeSet::new));
    known.addAll(List.of(ALL, HELD_OUT));
    List<String> unknown = new ArrayList<>(wanted);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new ConfigException(
          "Invalid evaluation.tasks: %s, expected some of %s".formatted(unknown, known));
    }
  }
}
