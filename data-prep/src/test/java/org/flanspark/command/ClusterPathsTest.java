package org.flanspark.command;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.LocalDate;
import org.flanspark.config.ConfigException;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.RunConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterPathsTest {
  private static final URI HDFS = URI.create("hdfs://names:8020");
  private static final URI DISK = URI.create("file:///");

  @Test
  void aFileOfOneHostIsRefusedWithTheLineThatCopiesIt() {
    assertThatThrownBy(() -> check("yarn", HDFS, "tokenizer: {file: file:/home/ada/bpe.json}"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot use tokenizer.file: file:/home/ada/bpe.json with the master yarn, whose hosts"
                + " have disks of their own: `hdfs dfs -put /home/ada/bpe.json"
                + " hdfs://names:8020/user/ada/bpe.json`, and set tokenizer.file to"
                + " hdfs://names:8020/user/ada/bpe.json, or name a mount that all hosts have in"
                + " execution.shared-folders");
  }

  @Test
  void aFolderThatIsWrittenIsOnlySetElsewhere() {
    assertThatThrownBy(() -> check("spark://head:7077", DISK, "output: {run: /home/ada/runs/one}"))
        .hasMessage(
            "Cannot use output.run: /home/ada/runs/one with the master spark://head:7077, whose"
                + " hosts have disks of their own: set output.run to hdfs:///user/ada/one, or name"
                + " a mount that all hosts have in execution.shared-folders");
  }

  @Test
  void allAreReportedAtOnceButTaskFilesWhichTravel() {
    assertThatThrownBy(
            () ->
                check(
                    "yarn",
                    HDFS,
                    """
                    data: {root: file:/data, tasks: ["file:/tasks"]}
                    model: {from: file:/gpt2}
                    output: {prepared: file:/prepared, run: hdfs:///runs/one}
                    """))
        .hasMessageStartingWith("3 problems:")
        .hasMessageContaining("data.root")
        .hasMessageContaining("model.from")
        .hasMessageContaining("output.prepared");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hdfs:///runs/one", "s3a://bucket/runs/one", "/runs/one", "runs/one"})
  void pathsThatAllHostsReachAreTaken(String run) {
    assertThatCode(() -> check("yarn", HDFS, "output: {run: '%s'}".formatted(run)))
        .doesNotThrowAnyException();
  }

  @Test
  void aMountThatAllHostsHaveIsTakenWhereItIsNamed() {
    String mounted = "execution: {shared-folders: [/mnt/all]}\noutput: {run: file:%s}\n";

    assertThatCode(() -> check("yarn", HDFS, mounted.formatted("/mnt/all/runs/one")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> check("yarn", HDFS, mounted.formatted("/mnt/allied/runs/one")))
        .hasMessageContaining("output.run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "local[4]", "spark://127.0.0.1:7077", "k8s://https://api:6443"})
  void oneHostAndVolumesMayHaveFiles(String master) {
    assertThatCode(() -> check(master, DISK, "output: {run: file:/runs/one}"))
        .doesNotThrowAnyException();
  }

  private static void check(String master, URI defaultFileSystem, String yaml) {
    new ClusterPaths(master, defaultFileSystem, "ada")
        .check(RunConfig.read(ConfigSource.ofYaml(yaml, LocalDate.of(2026, 1, 31))));
  }

  @Test
  void aFolderOfOneHostAmongTheArgumentsIsRefused() {
    assertThatThrownBy(
            () -> new ClusterPaths("yarn", HDFS, "ada").check("RUN", "file:/runs/a", "/runs/b"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("Cannot use RUN: file:/runs/a with the master yarn");
  }
}
