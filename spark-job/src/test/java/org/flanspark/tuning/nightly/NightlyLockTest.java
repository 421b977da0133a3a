package org.flanspark.tuning.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.OnLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightlyLockTest {
  @TempDir private Path folder;

  @Test
  void aSecondNightIsToldWhoIsAtWork() throws IOException {
    String host = InetAddress.getLocalHost().getHostName();
    try (NightlyLock first = take("night 2026-01-31")) {
      first.requireHeld();
      assertThatThrownBy(() -> take("rollback"))
          .isInstanceOf(LockedException.class)
          .hasMessageMatching(
              "file:\\Q%s\\E/.lock is held by process %s on \\Q%s\\E \\(night 2026-01-31 since \\S+Z\\); if that is gone for good, delete the file"
                  .formatted(folder, ProcessHandle.current().pid(), host));
    }
    assertThat(folder.resolve(".lock")).doesNotExist();
  }

  @Test
  void aLockOfAProcessOfThisHostThatIsGoneIsTakenOver() throws IOException {
    leave("{\"host\": \"%s\", \"process\": 999999999, \"startedMillis\": 1}", thisHost());
    take("night").close();
    assertThat(folder.resolve(".lock")).doesNotExist();
  }

  @Test
  void aLockOfAnotherHostIsLeftAlone() throws IOException {
    leave("{\"host\": \"%s\", \"process\": 1, \"startedMillis\": 1}", "elsewhere.example");
    assertThatThrownBy(() -> take("night"))
        .isInstanceOf(LockedException.class)
        .hasMessageContaining("process 1 on elsewhere.example");
    assertThat(folder.resolve(".lock")).exists();
  }

  @Test
  void aLockOfAnotherContainerOnThisHostIsLeftAlone() throws IOException {
    leave(
        "{\"host\": \"%s\", \"process\": 999999999, \"startedMillis\": 1, \"processes\": \"pid:[1]\"}",
        thisHost());
    assertThatThrownBy(() -> take("night")).isInstanceOf(LockedException.class);
  }

  @Test
  void aLockWhoseHolderHasNotWrittenItsNameYetIsLeftAlone() throws IOException {
    leave("%s", "");
    assertThatThrownBy(() -> take("night"))
        .isInstanceOf(LockedException.class)
        .hasMessageContaining("a process that has not written its name");
  }

  @Test
  void aLockThatHasHadNoNameForHalfAnHourIsTakenOver() throws IOException {
    leave("%s", "");
    Instant before = Instant.now().minus(Duration.ofMinutes(31));
    Files.setLastModifiedTime(folder.resolve(".lock"), FileTime.from(before));

    take("night").close();

    assertThat(folder.resolve(".lock")).doesNotExist();
  }

  @Test
  void waitsWhereAskedTo() throws Exception {
    NightlyLock first = take("night 1");
    CompletableFuture<NightlyLock> second =
        CompletableFuture.supplyAsync(
            () ->
                NightlyLock.take(
                    path(), "night 2", OnLock.WAIT, Duration.ofMillis(1), new Configuration()));
    assertThat(second).isNotDone();
    first.close();
    second.get().close();
    assertThat(folder.resolve(".lock")).doesNotExist();
  }

  @Test
  void aLockThatWasTakenAwayIsNoticedAndNotDeleted() throws IOException {
    NightlyLock first = take("night");
    leave("{\"host\": \"%s\", \"process\": 1, \"startedMillis\": 1}", "elsewhere.example");
    assertThatThrownBy(first::requireHeld)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("someone deleted it or took it over");
    first.close();
    assertThat(folder.resolve(".lock")).exists();
  }

  private NightlyLock take(String purpose) {
    return NightlyLock.take(path(), purpose, OnLock.END, new Configuration());
  }

  private org.apache.hadoop.fs.Path path() {
    return new org.apache.hadoop.fs.Path(folder.toUri());
  }

  private void leave(String text, String host) throws IOException {
    Files.writeString(folder.resolve(".lock"), text.formatted(host));
  }

  private static String thisHost() throws IOException {
    return InetAddress.getLocalHost().getHostName();
  }
}
