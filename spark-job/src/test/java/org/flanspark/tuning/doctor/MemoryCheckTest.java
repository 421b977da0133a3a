package org.flanspark.tuning.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryCheckTest {
  private static final long MEBIBYTE = 1 << 20;

  @TempDir Path groups;

  @Test
  void heapAndOffHeapThatLeaveRoomInTheContainerAreWell() {
    assertThat(inContainer(4480, 2048, 2048, 4096))
        .isEqualTo(
            Finding.ok(
                "memory",
                "heap 2,048 MiB, off-heap 2,048 MiB, limit 4,480 MiB (the container asked for)"));
  }

  @Test
  void heapAndOffHeapThatDoNotFitFail() {
    Finding finding = inContainer(2432, 2048, 2048, 4096);

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.found()).endsWith("(the container asked for): heap and off-heap do not fit");
    assertThat(finding.remedy())
        .isEqualTo(
            "set spark.executor.memory, spark.executor.memoryOverhead and JavaCPP's maxbytes and"
                + " maxphysicalbytes to what `flan plan` prints");
  }

  @Test
  void tooLittleForTheJvmItselfWarns() {
    assertThat(inContainer(4200, 2048, 2048, 4096).found())
        .endsWith("leaves 104 MiB for the JVM itself, expected 384 MiB");
    assertThat(inContainer(4200, 2048, 2048, 4096).verdict()).isEqualTo(Verdict.WARN);
  }

  @Test
  void aPhysicalLimitBeyondTheContainerWarns() {
    assertThat(inContainer(4480, 2048, 2048, 8192).found())
        .endsWith("but maxphysicalbytes is 8,192 MiB");
  }

  @Test
  void offHeapWithoutLimitFailsInAContainerAndNotOnThisMachine() {
    assertThat(inContainer(4480, 2048, 0, 0).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(check(new MemoryLimit(4480 * MEBIBYTE, "this machine", false), 2048, 0, 0, true))
        .isEqualTo(
            Finding.ok(
                "memory",
                "heap 2,048 MiB, off-heap without limit, limit 4,480 MiB (this machine)"));
  }

  @Test
  void theLeastLimitCounts() {
    assertThat(MemoryLimit.least(OptionalLong.empty(), OptionalLong.empty(), 9))
        .isEqualTo(new MemoryLimit(9, "this machine", false));
    assertThat(MemoryLimit.least(OptionalLong.of(7), OptionalLong.of(8), 9))
        .isEqualTo(new MemoryLimit(7, "the control group", true));
    assertThat(MemoryLimit.least(OptionalLong.of(7), OptionalLong.of(6), 9))
        .isEqualTo(new MemoryLimit(6, "the container asked for", true));
  }

  @Test
  void controlGroupsOfVersion2LimitAllBelowThem() throws IOException {
    write("a/memory.max", "1000\n");
    write("a/b/memory.max", "max\n");

    assertThat(new ControlGroup(groups).limit(List.of("0::/a/b"))).hasValue(1000);
    assertThat(new ControlGroup(groups).limit(List.of("0::/other"))).isEmpty();
  }

  @Test
  void inAContainerTheLimitStandsAtTheMount() throws IOException {
    write("memory.max", "2000\n");

    assertThat(new ControlGroup(groups).limit(List.of("0::/kubepods/pod1"))).hasValue(2000);
  }

  @Test
  void controlGroupsOfVersion1AreReadAsWell() throws IOException {
    write("memory/memory.limit_in_bytes", "9223372036854771712\n");
    write("memory/box/memory.limit_in_bytes", "3000\n");
    List<String> inBox = List.of("5:cpu,cpuacct:/box", "4:memory:/box");

    assertThat(new ControlGroup(groups).limit(inBox)).hasValue(3000);
    assertThat(new ControlGroup(groups).limit(List.of("4:memory:/"))).isEmpty();
  }

  @Test
  void aContainerHoldsHeapAndOverhead() {
    assertThat(RequestedMemory.ofExecutor(conf("yarn").set("spark.executor.memory", "2g")))
        .hasValue((2048 + 384) * MEBIBYTE);
    assertThat(RequestedMemory.ofExecutor(conf("yarn").set("spark.executor.memory", "10g")))
        .hasValue((10240 + 1024) * MEBIBYTE);
    assertThat(
            RequestedMemory.ofExecutor(
                conf("k8s://https://host:6443")
                    .set("spark.executor.memory", "2g")
                    .set("spark.executor.memoryOverhead", "2432m")))
        .hasValue(4480 * MEBIBYTE);
  }

  @Test
  void aStandaloneMasterAndADriverAtItsUsersSideMakeNoContainer() {
    assertThat(RequestedMemory.ofExecutor(conf("spark://host:7077"))).isEmpty();
    assertThat(RequestedMemory.ofDriver(conf("yarn"))).isEmpty();
    assertThat(RequestedMemory.ofDriver(conf("yarn").set("spark.submit.deployMode", "cluster")))
        .hasValue((1024 + 384) * MEBIBYTE);
  }

  private static SparkConf conf(String master) {
    return new SparkConf(false).setMaster(master);
  }

  private void write(String file, String text) throws IOException {
    Path path = groups.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static Finding inContainer(long limit, long heap, long offHeap, long physical) {
    return check(
        new MemoryLimit(limit * MEBIBYTE, "the container asked for", true),
        heap,
        offHeap,
        physical,
        false);
  }

  private static Finding check(
      MemoryLimit limit, long heap, long offHeap, long physical, boolean local) {
    return new MemoryCheck(
            "executor", limit, heap * MEBIBYTE, offHeap * MEBIBYTE, physical * MEBIBYTE, local)
        .find();
  }
}
