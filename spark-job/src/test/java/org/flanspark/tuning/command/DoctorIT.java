package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.flanspark.data.LocalSpark;
import org.flanspark.tuning.command.FlanScript.Ended;
import org.flanspark.tuning.doctor.DoctorJob;
import org.flanspark.tuning.doctor.Finding;
import org.flanspark.tuning.doctor.Report;
import org.flanspark.tuning.doctor.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DoctorIT {
  @TempDir Path folder;

  @Test
  void oneProcessIsExaminedAsDriverAndInATask() throws Exception {
    List<Report> reports =
        new DoctorJob(LocalSpark.session(), folder.resolve("run").toString(), Duration.ofMinutes(4))
            .run();

    assertThat(reports)
        .extracting(report -> report.place().name())
        .startsWith("driver", "local task");
    assertThat(reports.get(0).findings())
        .extracting(Finding::check)
        .containsExactly(
            "settings", "java", "spark", "vectors", "nd4j", "gpu", "tokenizer", "memory", "output");
    assertThat(reports.get(1).findings())
        .extracting(Finding::check)
        .containsExactly(
            "java", "spark", "vectors", "nd4j", "gpu", "tokenizer", "memory", "threads", "output");
    assertThat(reports.stream().flatMap(report -> report.findings().stream()))
        .allSatisfy(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.OK));
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  @Timeout(300)
  void bothExecutorsOfAClusterAreExamined() throws Exception {
    FlanScript flan = new FlanScript(folder, Map.of("SPARK_LOCAL_IP", "127.0.0.1"));
    Path logs = Files.createDirectory(folder.resolve("cluster"));
    Path shared = Files.createDirectory(folder.resolve("shared"));
    try (StandaloneCluster cluster = StandaloneCluster.start(FlanScript.spark(), logs, 2)) {
      Ended ended =
          flan.run(
              "--profile",
              "standalone",
              "--master",
              cluster.master(),
              "doctor",
              "--seconds",
              "200",
              "--set",
              "output.run=" + shared.resolve("run"));

      assertThat(ended.code()).as(ended.stdout() + ended.stderr()).isZero();
      assertThat(ended.stdout().lines())
          .anyMatch(line -> line.matches("ok    java       executors 0-1 +17\\..*"))
          .anyMatch(line -> line.matches("ok    nd4j       executors 0-1 +CpuBackend, .*"))
          .anyMatch(line -> line.matches("ok    output     executors 0-1 +writes, .*"))
          .noneMatch(line -> line.startsWith("FAIL"));
      assertThat(shared).isEmptyDirectory();
    }
  }
}
