package org.flanspark.tuning.averaging;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.flanspark.config.Backend;
import org.flanspark.config.ConfigException;
import org.flanspark.config.ExecutionConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What training needs of Spark's own settings. */
public final class SparkSettings {
  private static final String TASK_CORES = "spark.task.cpus";
  private static final String EXECUTOR_CORES = "spark.executor.cores";
  private static final String KRYO = "org.apache.spark.serializer.KryoSerializer";

  private static final Pattern LOCAL_CORES = Pattern.compile("^local\\[(\\d{1,4}|\\*)");
  private static final Logger LOG = LoggerFactory.getLogger(SparkSettings.class);

  private SparkSettings() {}

  /**
   * Refuses what would train rows twice, move workers about, or break their results on the way.
   *
   * @throws ConfigException with every setting that has to change
   */
  public static void check(SparkConf conf) {
    List<String> problems = new ArrayList<>();
    if (conf.getBoolean("spark.speculation", false)) {
      problems.add("Invalid spark.speculation: true, expected false for train");
    }
    if (conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
      problems.add(
          "Invalid spark.dynamicAllocation.enabled: true, expected false for train, whose number of"
              + " workers is fixed");
    }
    if (conf.get("spark.serializer", "").equals(KRYO)) {
      problems.add(
          "Invalid spark.serializer: %s, expected Java's (the default) for train".formatted(KRYO));
    }
    problems.addAll(GpuSettings.problems(conf));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /**
   * Gives each worker an executor to itself, with its graphics card, where executors are processes
   * of their own and their cores are known; a setting that is there already stays.
   */
  public static void oneWorkerAnExecutor(SparkConf conf) {
    if (!isLocal(conf)) {
      conf.getOption(EXECUTOR_CORES).foreach(cores -> conf.setIfMissing(TASK_CORES, cores));
      GpuSettings.oneCardATask(conf);
    }
  }

  /**
   * Sets, where nothing else is set, what suits arrays of numbers on their way, as DL4J's master
   * sends them; slices travel as blocks of files, which none of this concerns. Arrays do not
   * compress. They are counted by their pieces, so that these are large. The results of a round may
   * be larger in all than what the driver may hold at one time. A shuffle that is sorted is written
   * once, the one that is not twice. Checksums beyond those of the network are left out: each is
   * one more pass over all bytes.
   */
  public static void fitForSlices(SparkConf conf) {
    conf.setIfMissing("spark.shuffle.compress", "false");
    conf.setIfMissing("spark.broadcast.compress", "false");
    conf.setIfMissing("spark.broadcast.blockSize", "16m");
    conf.setIfMissing("spark.broadcast.checksum", "false");
    conf.setIfMissing("spark.shuffle.checksum.enabled", "false");
    conf.setIfMissing("spark.shuffle.sort.bypassMergeThreshold", "0");
    conf.setIfMissing("spark.driver.maxResultSize", "0");
  }

  /**
   * The threads of each worker: {@code execution.threads}, never more than the task's cores, or all
   * of these. In one process the workers share ND4J's threads, so with that backend each has one
   * there unless more are asked for.
   */
  public static int threads(SparkConf conf, ExecutionConfig execution, int workers) {
    int cores = taskCores(conf, workers);
    Integer wanted = execution.threads();
    if (wanted == null) {
      boolean shared = execution.backend() == Backend.ND4J && isLocal(conf);
      return shared && workers > 1 ? 1 : cores;
    }
    if (wanted > cores) {
      LOG.warn(
          "Each worker computes with {} threads and not with {} (execution.threads): a task has no"
              + " more cores",
          cores,
          wanted);
    }
    return Math.min(wanted, cores);
  }

  /** How many workers live in one process, with the executors that there are now. */
  static int workersPerProcess(JavaSparkContext spark, int workers) {
    if (isLocal(spark.getConf())) {
      return workers;
    }
    int executors = spark.sc().statusTracker().getExecutorInfos().length - 1;
    return Math.max(1, (workers + executors - 1) / Math.max(1, executors));
  }

  private static int taskCores(SparkConf conf, int workers) {
    if (isLocal(conf)) {
      return Math.max(1, localCores(master(conf)) / workers);
    }
    if (conf.getOption(TASK_CORES).isEmpty()) {
      LOG.warn(
          "Each worker computes with one thread: set {} to give it an executor and its cores",
          EXECUTOR_CORES);
    }
    return conf.getInt(TASK_CORES, 1);
  }

  private static String master(SparkConf conf) {
    return conf.get("spark.master", "local[*]");
  }

  /** One process for all: {@code local}, {@code local[2]}, not {@code local-cluster[...]}. */
  static boolean isLocal(SparkConf conf) {
    String master = master(conf);
    return master.equals("local") || master.startsWith("local[");
  }

  private static int localCores(String master) {
    Matcher cores = LOCAL_CORES.matcher(master);
    if (!cores.find()) {
      return 1;
    }
    return cores.group(1).equals("*")
        ? Runtime.getRuntime().availableProcessors()
        : Integer.parseInt(cores.group(1));
  }
}
