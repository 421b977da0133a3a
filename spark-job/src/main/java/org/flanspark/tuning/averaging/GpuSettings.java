package org.flanspark.tuning.averaging;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;

/** One graphics card for each worker, or none for any. */
final class GpuSettings {
  /** Spark's name for cards. */
  static final String RESOURCE = "gpu";

  private static final String OF_EXECUTOR = "spark.executor.resource.gpu.amount";
  private static final String OF_TASK = "spark.task.resource.gpu.amount";
  private static final String ONE = "1";

  private GpuSettings() {}

  /** Gives a task its executor's card; a setting that is there already stays. */
  static void oneCardATask(SparkConf conf) {
    if (conf.contains(OF_EXECUTOR)) {
      conf.setIfMissing(OF_TASK, ONE);
    }
  }

  /** What contradicts one card a worker. */
  static List<String> problems(SparkConf conf) {
    List<String> problems = new ArrayList<>();
    if (conf.contains(OF_TASK) && !conf.contains(OF_EXECUTOR)) {
      problems.add(
          "Missing %s: %s is set; set both to 1, or neither".formatted(OF_EXECUTOR, OF_TASK));
    }
    if (conf.contains(OF_TASK) && SparkSettings.isLocal(conf)) {
      problems.add(
          "Invalid %s with a local master: in one process Spark has no card for a task, and none would ever start; leave it out"
              .formatted(OF_TASK));
    }
    for (String key : List.of(OF_EXECUTOR, OF_TASK)) {
      String amount = conf.get(key, ONE);
      if (!amount.equals(ONE)) {
        problems.add(
            "Invalid %s: %s, expected 1 for train, whose workers have an executor and a card each"
                .formatted(key, amount));
      }
    }
    return problems;
  }
}
