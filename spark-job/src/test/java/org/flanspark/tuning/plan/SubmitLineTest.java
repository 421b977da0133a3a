package org.flanspark.tuning.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SubmitLineTest {
  private static final long MEBIBYTE = 1_048_576;
  private static final ProcessMemory DRIVER =
      new ProcessMemory(2_000 * MEBIBYTE, 1_100 * MEBIBYTE, 1_500 * MEBIBYTE);
  private static final ProcessMemory EXECUTOR =
      new ProcessMemory(1_000 * MEBIBYTE, 4_000 * MEBIBYTE, 4_400 * MEBIBYTE);

  @Test
  void givesEachProcessItsThreeNumbersAndEachWorkerItsExecutor() {
    SubmitLine line = new SubmitLine("a.b.Train", 4, 8, List.of("--config", "run.yaml"));
    assertThat(line.text(plan(1_000)))
        .isEqualTo(
            """
            spark-submit \\
              --class a.b.Train \\
              --conf spark.executor.instances=4 \\
              --conf spark.executor.cores=8 \\
              --conf spark.cores.max=32 \\
              --conf spark.executorEnv.OMP_NUM_THREADS=8 \\
              --conf spark.driver.memory=2000m \\
              --conf spark.driver.memoryOverhead=1500m \\
              --conf 'spark.driver.defaultJavaOptions=--add-modules=jdk.incubator.vector -Dorg.deeplearning4j.crash.reporting.enabled=false -Dorg.bytedeco.javacpp.maxbytes=1100m -Dorg.bytedeco.javacpp.maxphysicalbytes=3500m' \\
              --conf spark.executor.memory=1000m \\
              --conf spark.executor.memoryOverhead=4400m \\
              --conf 'spark.executor.defaultJavaOptions=--add-modules=jdk.incubator.vector -Dorg.deeplearning4j.crash.reporting.enabled=false -Dorg.bytedeco.javacpp.maxbytes=4000m -Dorg.bytedeco.javacpp.maxphysicalbytes=5400m' \\
              --conf spark.driver.maxResultSize=1024m \\
              spark-job/target/flanspark.jar \\
              --config run.yaml""");
  }

  @Test
  void theMeansOfALargeModelAreNotTooManyResults() {
    SubmitLine line = new SubmitLine("a.b.Train", 4, 8, List.of());
    assertThat(line.text(plan(6_000 * MEBIBYTE)))
        .contains("--conf spark.driver.maxResultSize=12000m");
  }

  @Test
  void argumentsStayOneWordEach() {
    SubmitLine line =
        new SubmitLine(
            "a.b.Train",
            4,
            8,
            List.of("--config", "my run.yaml", "--set", "mixture.tasks=[it's, rte]"));
    assertThat(line.text(plan(1_000)))
        .endsWith("  --config 'my run.yaml' \\\n  --set 'mixture.tasks=[it'\\''s, rte]'");
  }

  private static RunPlan plan(long reducedBytes) {
    Traffic traffic = new Traffic(4 * reducedBytes, 4 * reducedBytes, reducedBytes);
    return new RunPlan(DRIVER, EXECUTOR, new RoundCosts(traffic, 1, 1), null);
  }
}
