package org.flanspark.tuning.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The {@code spark-submit} that gives a training what it needs, to be pasted into a shell. The
 * master and what a cluster asks beyond it are the user's.
 *
 * @param mainClass of the command
 * @param workers an executor for each
 * @param cores of each executor
 * @param arguments of the command
 */
public record SubmitLine(String mainClass, int workers, int cores, List<String> arguments) {
  private static final String JOB_JAR = "spark-job/target/flanspark.jar";
  private static final String NEXT_LINE = " \\\n  ";
  private static final Pattern PLAIN = Pattern.compile("[\\w./:=,@%+\\[\\]-]+");

  /** Spark ends a job whose tasks' results come to more, 1 GiB if nobody says otherwise. */
  private static final long LEAST_RESULT_BYTES = 1L << 30;

  public SubmitLine {
    arguments = List.copyOf(arguments);
  }

  /** The line, on as many lines as it has options. */
  public String text(RunPlan plan) {
    List<String> lines = new ArrayList<>();
    lines.add("spark-submit");
    lines.add("--class " + mainClass);
    settings(plan).forEach(setting -> lines.add("--conf " + quoted(setting)));
    lines.add(JOB_JAR);
    for (int i = 0; i < arguments.size(); i += 2) {
      lines.add(arguments.get(i) + " " + quoted(arguments.get(i + 1)));
    }
    return String.join(NEXT_LINE, lines);
  }

  private List<String> settings(RunPlan plan) {
    List<String> settings = new ArrayList<>();
    settings.add("spark.executor.instances=" + workers);
    settings.add("spark.executor.cores=" + cores);
    settings.add("spark.cores.max=" + workers * cores);
    settings.add("spark.executorEnv.OMP_NUM_THREADS=" + cores);
    settings.addAll(memory("driver", plan.driver()));
    settings.addAll(memory("executor", plan.executor()));
    settings.add("spark.driver.maxResultSize=" + mebibytes(resultBytes(plan)));
    return settings;
  }

  private static List<String> memory(String process, ProcessMemory memory) {
    String key = "spark." + process + ".";
    return List.of(
        key + "memory=" + mebibytes(memory.heapBytes()),
        key + "memoryOverhead=" + mebibytes(memory.overheadBytes()),
        key
            + "defaultJavaOptions="
            + String.join(
                " ",
                "--add-modules=jdk.incubator.vector",
                "-Dorg.deeplearning4j.crash.reporting.enabled=false",
                "-Dorg.bytedeco.javacpp.maxbytes=" + mebibytes(memory.offHeapBytes()),
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=" + mebibytes(memory.containerBytes())));
  }

  /**
   * With DL4J's master a round's parameters are results, and a round that is done again brings them
   * twice; slices are none.
   */
  private static long resultBytes(RunPlan plan) {
    return Math.max(LEAST_RESULT_BYTES, 2 * plan.round().traffic().reducedBytes());
  }

  private static String mebibytes(long bytes) {
    return ProcessMemory.roundUp(bytes) / ProcessMemory.MEBIBYTE + "m";
  }

  /** As one word of a shell. */
  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
