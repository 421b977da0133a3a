package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that tell Spark the addresses of cards, on a host with made-up ones. */
class GpuScriptsTest {
  private static final Path SCRIPTS = FlanScript.repository().resolve("cluster-conf/gpu");
  private static final Path DISCOVER = SCRIPTS.resolve("discover-gpus");
  private static final Path CLAIM = SCRIPTS.resolve("claim-gpu");

  private final List<FakeExecutor> started = new ArrayList<>();

  @TempDir Path folder;

  @AfterEach
  void end() throws InterruptedException {
    for (FakeExecutor executor : started) {
      executor.close();
    }
  }

  @Test
  void discoversTheCardsThatNvidiaSmiLists() throws Exception {
    assertThat(discovered(host("echo 0; echo 1")))
        .isEqualTo("{\"name\": \"gpu\", \"addresses\": [\"0\", \"1\"]}");
  }

  @Test
  void discoversWhatCudaVisibleDevicesLeaves() throws Exception {
    Map<String, String> host = host("echo 0; echo 1; echo 2; echo 3");
    host.put("CUDA_VISIBLE_DEVICES", "3,1");
    assertThat(discovered(host)).isEqualTo("{\"name\": \"gpu\", \"addresses\": [\"3\", \"1\"]}");
    host.put("CUDA_VISIBLE_DEVICES", "GPU-8932f937,MIG-GPU-b1028956/0/0");
    assertThat(discovered(host))
        .isEqualTo(
            "{\"name\": \"gpu\", \"addresses\": [\"GPU-8932f937\", \"MIG-GPU-b1028956/0/0\"]}");
  }

  @Test
  void saysWhyThereIsNoCard() throws Exception {
    assertThat(discovered(host("echo 'No devices were found'; exit 6")))
        .isEqualTo(
            "error: Cannot list the cards: nvidia-smi ends with code 6: No devices were found");
    assertThat(discovered(host("echo 'No devices were found'")))
        .isEqualTo(
            "error: Cannot find a card: nvidia-smi lists 'No devices were found', expected a number"
                + " a line");
    Map<String, String> hidden = host("echo 0");
    hidden.put("CUDA_VISIBLE_DEVICES", "-1");
    assertThat(discovered(hidden))
        .isEqualTo(
            "error: Invalid CUDA_VISIBLE_DEVICES: '-1', expected the numbers or UUIDs of cards,"
                + " such as 0,1; unset it to use all cards");
  }

  @Test
  void claimersAtOneTimeGetDifferentCards() throws Exception {
    Map<String, String> host = host("seq 0 7");
    for (int claimer = 0; claimer < 8; claimer++) {
      claimer(host);
    }
    List<String> addresses = new ArrayList<>();
    for (FakeExecutor claimer : started) {
      addresses.add(claimer.said());
    }
    assertThat(addresses)
        .containsExactlyInAnyOrder(
            address("0"),
            address("1"),
            address("2"),
            address("3"),
            address("4"),
            address("5"),
            address("6"),
            address("7"));
  }

  @Test
  void aKilledClaimersCardIsFree() throws Exception {
    Map<String, String> host = host("echo 0; echo 1");
    FakeExecutor first = claimer(host);
    assertThat(first.said()).isEqualTo(address("0"));
    assertThat(claimer(host).said()).isEqualTo(address("1"));
    first.close();
    assertThat(claimer(host).said()).isEqualTo(address("0"));
  }

  @Test
  void aClaimersNumberComesBackWithoutItsCard() throws Exception {
    Map<String, String> host = host("echo 0");
    Path claims = Files.createDirectory(Path.of(host.get("FLAN_GPU_CLAIMS")));
    Files.writeString(claims.resolve("0"), ProcessHandle.current().pid() + " 1\n");
    assertThat(claimer(host).said()).isEqualTo(address("0"));
  }

  @Test
  void aClaimThatWasCutShortIsFree() throws Exception {
    Map<String, String> host = host("echo 0");
    Path claims = Files.createDirectory(Path.of(host.get("FLAN_GPU_CLAIMS")));
    Files.writeString(claims.resolve("0"), "");
    assertThat(claimer(host).said()).isEqualTo(address("0"));
  }

  @Test
  void oneClaimerMoreThanCardsIsRefused() throws Exception {
    Map<String, String> host = host("echo 0");
    FakeExecutor first = claimer(host);
    assertThat(first.said()).isEqualTo(address("0"));
    assertThat(claimer(host).said())
        .isEqualTo(
            "error: Cannot claim a card: all 1 are taken (0 by process %s); ask for no more"
                    .formatted(first.process())
                + " executors on a host than it has cards");
  }

  @Test
  void aHostWithoutCardsIsRefusedWithWhatDiscoverySays() throws Exception {
    assertThat(claimer(host("exit 9")).said())
        .isEqualTo("error: Cannot list the cards: nvidia-smi ends with code 9: ");
  }

  /** A host's environment, with what its {@code nvidia-smi} does and a folder for claims. */
  private Map<String, String> host(String nvidiaSmi) throws IOException {
    Path program = Files.createDirectories(folder.resolve("bin")).resolve("nvidia-smi");
    Files.writeString(program, "#!/usr/bin/env bash\n" + nvidiaSmi);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return new HashMap<>(
        Map.of(
            "PATH",
            program.getParent() + ":" + System.getenv("PATH"),
            "FLAN_GPU_CLAIMS",
            folder.resolve("claims").toString()));
  }

  private String discovered(Map<String, String> host) throws IOException {
    return start(DISCOVER, host).said();
  }

  private FakeExecutor claimer(Map<String, String> host) throws IOException {
    return start(CLAIM, host);
  }

  private FakeExecutor start(Path script, Map<String, String> host) throws IOException {
    FakeExecutor executor = FakeExecutor.start(script, host);
    started.add(executor);
    return executor;
  }

  private static String address(String card) {
    return "{\"name\": \"gpu\", \"addresses\": [\"%s\"]}".formatted(card);
  }
}
