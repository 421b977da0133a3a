package org.flanspark.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmittedOutcomeTest {
  @TempDir java.nio.file.Path folder;

  @Test
  void theDriversExitCodeReachesTheSubmissionOnce() {
    SubmittedOutcome file = file("new/one.json");
    file.leave(new Outcome(3, "failed", "Missing shard"));

    assertThat(file.taken(1)).isEqualTo(3);
    assertThat(folder.resolve("new/one.json")).doesNotExist();
    assertThat(file.taken(1)).isEqualTo(1);
  }

  @Test
  void whatTheDriverSaysCountsMoreThanWhatTheClusterMakesOfIt() {
    SubmittedOutcome file = file("one.json");
    file.leave(Outcome.done("no Spark was needed"));

    assertThat(file.taken(1)).isZero();
  }

  @Test
  void withoutAWordOfTheDriverTheCodeStaysAsItIs() {
    assertThat(file("none.json").taken(0)).isZero();
    assertThat(file("none.json").taken(1)).isEqualTo(1);
  }

  @Test
  void aFileThatIsNoOutcomeChangesNothing() throws Exception {
    Files.writeString(folder.resolve("other.json"), "no JSON");

    assertThat(file("other.json").taken(7)).isEqualTo(7);
  }

  private SubmittedOutcome file(String name) {
    return new SubmittedOutcome(new Path(folder.resolve(name).toUri()));
  }
}
