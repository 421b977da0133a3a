package org.flanspark.tuning.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderCheckTest {
  private final Configuration hadoop = new Configuration();

  @TempDir java.nio.file.Path folder;

  @Test
  void driverAndExecutorsUseAFolderTogether() throws IOException {
    Path probes = ProbeFolder.above(new Path(folder.resolve("runs/today").toString()), hadoop);

    Finding driver = Checkup.of(FolderCheck.ofDriver(probes, hadoop));
    Finding executor = Checkup.of(FolderCheck.ofExecutor(probes, "1", hadoop));

    assertThat(driver)
        .isEqualTo(
            Finding.ok("output", "writes, lists, reads, renames, deletes in file:" + folder));
    assertThat(executor).isEqualTo(driver);
    assertThat(folder.resolve("runs")).doesNotExist();
    assertThat(folder.resolve(probes.getName()).resolve("executor-1")).doesNotExist();
  }

  @Test
  void theProbesStandBesideTheRunsFolderNotInIt() throws IOException {
    Files.createDirectories(folder.resolve("runs/today"));

    Path probes = ProbeFolder.above(new Path(folder.resolve("runs/today").toString()), hadoop);

    assertThat(probes.getParent().toUri().getPath()).isEqualTo(folder.resolve("runs").toString());
    assertThat(probes.getName()).startsWith(".flan-doctor-");
  }

  @Test
  void anExecutorThatDoesNotSeeTheDriversFilesFails() {
    Path elsewhere = new Path(folder.resolve("probes").toString());

    Finding finding = Checkup.of(FolderCheck.ofExecutor(elsewhere, "1", hadoop));

    assertThat(finding)
        .isEqualTo(
            Finding.fail(
                "output",
                folder + " does not hold what the driver wrote there",
                "name a folder that means the same on every machine: hdfs://, s3a:// or a shared"
                    + " mount"));
  }

  @Test
  void aFolderThatCannotBeWrittenFailsWithTheReason() throws IOException {
    java.nio.file.Path file = Files.writeString(folder.resolve("file"), "text");

    Finding finding =
        Checkup.of(FolderCheck.ofDriver(new Path(file.resolve("probes").toString()), hadoop));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.found()).contains(file.toString());
    assertThat(finding.remedy())
        .isEqualTo(
            "let the user of this process write in %s, or set output.run elsewhere"
                .formatted(file));
  }
}
