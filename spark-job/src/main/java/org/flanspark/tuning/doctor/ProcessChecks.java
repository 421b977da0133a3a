package org.flanspark.tuning.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.flanspark.tuning.batch.HadoopSettings;

/** The checks of one process, in the order of the table. */
final class ProcessChecks {
  private static final String CARDS_ASKED = "spark.executor.resource.gpu.amount";

  private final SparkConf conf;
  private final HadoopSettings hadoop;
  private final Path folder;

  ProcessChecks(SparkConf conf, HadoopSettings hadoop, Path folder) {
    this.conf = conf;
    this.hadoop = hadoop;
    this.folder = folder;
  }

  List<Check> ofDriver() {
    List<Check> checks = common("driver", RequestedMemory.ofDriver(conf), false, "");
    checks.add(FolderCheck.ofDriver(folder, hadoop.configuration()));
    return checks;
  }

  /**
   * Those of an executor, made in a task.
   *
   * @param name the executor's number
   * @param taskCores of this task
   * @param card the address of its card; empty without one
   */
  List<Check> ofExecutor(String name, int taskCores, String card) {
    List<Check> checks = common("executor", RequestedMemory.ofExecutor(conf), true, card);
    checks.add(
        new ThreadsCheck(
            System.getenv(ThreadsCheck.VARIABLE),
            taskCores,
            Runtime.getRuntime().availableProcessors()));
    checks.add(FolderCheck.ofExecutor(folder, name, hadoop.configuration()));
    return checks;
  }

  private List<Check> common(
      String process, OptionalLong requested, boolean executor, String card) {
    List<Check> checks = new ArrayList<>();
    checks.add(JavaCheck.ofThisProcess());
    checks.add(
        new SparkCheck(
            org.apache.spark.package$.MODULE$.SPARK_VERSION(),
            scala.util.Properties.versionNumberString()));
    checks.add(VectorCheck.ofThisProcess());
    checks.add(new Later("nd4j", () -> new Nd4jCheck(NativeBuild.ofThisProcess())));
    checks.add(new CardCheck(executor, conf.get(CARDS_ASKED, ""), card));
    checks.add(new TokenizerCheck());
    checks.add(new Later("memory", () -> memory(process, requested)));
    return checks;
  }

  private MemoryCheck memory(String process, OptionalLong requested) throws IOException {
    MemoryLimit limit =
        MemoryLimit.least(ControlGroup.limitOfThisProcess(), requested, MemoryCheck.machineBytes());
    return MemoryCheck.ofThisProcess(process, limit, isLocal(conf));
  }

  static boolean isLocal(SparkConf conf) {
    String master = conf.get("spark.master", "local");
    return master.equals("local") || master.startsWith("local[");
  }

  /** What a check needs may itself fail: then the check does. */
  private record Later(String name, Opening opening) implements Check {
    private interface Opening {
      Check open() throws Exception;
    }

    @Override
    public String remedy() {
      return "see the log of this process";
    }

    @Override
    public Finding find() throws Exception {
      return Checkup.of(opening.open());
    }
  }
}
