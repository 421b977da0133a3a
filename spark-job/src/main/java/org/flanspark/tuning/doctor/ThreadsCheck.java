package org.flanspark.tuning.doctor;

import org.jspecify.annotations.Nullable;

/**
 * The threads of OpenMP and OpenBLAS, which take all of a machine's cores where nobody says
 * otherwise.
 *
 * @param set {@code OMP_NUM_THREADS}; null where it is not set
 * @param taskCores the cores of the task that computes
 * @param processors those that this process sees
 */
record ThreadsCheck(@Nullable String set, int taskCores, int processors) implements Check {
  static final String VARIABLE = "OMP_NUM_THREADS";

  @Override
  public String name() {
    return "threads";
  }

  @Override
  public String remedy() {
    return "set spark.executorEnv.%s=%s, the task's cores".formatted(VARIABLE, taskCores);
  }

  @Override
  public Finding find() {
    String cores = "task cores %s, processors %s".formatted(taskCores, processors);
    if (set == null) {
      String found = "%s not set, %s".formatted(VARIABLE, cores);
      return processors <= taskCores
          ? Finding.ok(name(), found)
          : Finding.warn(name(), found, remedy());
    }
    String found = "%s=%s, %s".formatted(VARIABLE, set, cores);
    return set.equals(String.valueOf(taskCores))
        ? Finding.ok(name(), found)
        : Finding.warn(name(), found, remedy());
  }
}
