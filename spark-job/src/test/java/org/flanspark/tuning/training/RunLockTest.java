package org.flanspark.tuning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
  private static final RunLock.Pace QUICK =
      new RunLock.Pace(Duration.ofSeconds(1), Duration.ofMillis(20));

  private final Configuration hadoop = new Configuration();

  @TempDir Path folder;

  @Test
  void refusesASecondRun() throws IOException {
    try (RunLock first = RunLock.take(run(), hadoop)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> RunLock.take(run(), hadoop))
          .isInstanceOf(ConfigException.class)
          .hasMessage(
              "Cannot use run folder %s: another run is writing to it (process %s on %s); wait for its end, or set output.run to another folder"
                  .formatted(
                      run().path(),
                      ProcessHandle.current().pid(),
                      InetAddress.getLocalHost().getHostName()));
    }
    assertThat(folder.resolve(".lock")).doesNotExist();
  }

  @Test
  void takesOverFromAProcessOfThisHostThatIsGone() throws IOException {
    String host = InetAddress.getLocalHost().getHostName();
    leaveLock("{\"host\":\"%s\",\"process\":999999999,\"startedMillis\":1}".formatted(host));
    RunLock.take(run(), hadoop).close();
    assertThat(folder.resolve(".lock")).doesNotExist();
  }

  @Test
  void takesOverFromAnotherHostThatGivesNoSign() throws IOException {
    leaveLock("{\"host\":\"elsewhere.example\",\"process\":1,\"startedMillis\":1}");
    RunLock.take(run(), hadoop, QUICK).close();
    assertThat(folder.resolve(".lock")).doesNotExist();
  }

  @Test
  void takesOverALockThatWasCutShort() throws IOException {
    leaveLock("{\"ho");
    RunLock.take(run(), hadoop, QUICK).close();
    assertThat(folder.resolve(".lock")).doesNotExist();
  }

  @Test
  void refusesAFolderThatCannotBeWrittenTo() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    RunFolder inAFile = new RunFolder(new org.apache.hadoop.fs.Path(file.resolve("run").toUri()));
    assertThatThrownBy(() -> inAFile.create(hadoop))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(
            "Cannot write to run folder %s (output.run): ".formatted(inAFile.path()));
  }

  private void leaveLock(String text) throws IOException {
    Files.writeString(folder.resolve(".lock"), text);
  }

  private RunFolder run() {
    return new RunFolder(new org.apache.hadoop.fs.Path(folder.toUri()));
  }
}
