package org.flanspark.tuning.doctor;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.flanspark.tuning.averaging.TaskDevice;
import org.flanspark.tuning.batch.HadoopSettings;

/** A task that makes the checks in the executor that it runs in, where that was not done yet. */
final class ExecutorVisit implements Function<Integer, Report> {
  private static final long serialVersionUID = 1L;

  /** Where all is one process, its tasks are no executor with a number. */
  private static final String LOCAL = "local task";

  /** By job: several tasks come to an executor, and not all executors have a task at first. */
  private static final Map<String, Report> MADE = new ConcurrentHashMap<>();

  private final HadoopSettings hadoop;
  private final String folder;

  /**
   * @param folder of all probes of this job
   */
  ExecutorVisit(HadoopSettings hadoop, Path folder) {
    this.hadoop = hadoop;
    this.folder = folder.toString();
  }

  @Override
  public Report call(Integer task) {
    return MADE.computeIfAbsent(folder, job -> report());
  }

  private Report report() {
    SparkEnv env = SparkEnv.get();
    Place executor =
        new Place(
            PlaceNames.isNumber(env.executorId()) ? env.executorId() : LOCAL,
            env.blockManager().blockManagerId().host());
    String card = TaskDevice.address().orElse("");
    List<Check> checks =
        new ProcessChecks(env.conf(), hadoop, new Path(folder))
            .ofExecutor(executor.name(), TaskContext.get().cpus(), card);
    return new Report(executor, card, Checkup.of(checks));
  }
}
