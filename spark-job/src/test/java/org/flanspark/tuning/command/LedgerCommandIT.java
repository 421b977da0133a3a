package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.training.LocalTraining;
import org.flanspark.tuning.training.StartMode;
import org.flanspark.tuning.training.TinyPreparedShards;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerCommandIT {
  @TempDir Path folder;

  @Test
  void aRunThatWentOnWithFewerWorkersSawEachRowOnceAPass() throws IOException {
    RunConfig three = config(Map.of("averaging.workers", "3", "training.max-steps", "6"));
    TinyPreparedShards.write(three, new Configuration());
    LocalTraining.train(three, StartMode.NEW);
    RunConfig two = config(Map.of("averaging.workers", "2", "training.passes", "3"));
    LocalTraining.train(two, StartMode.RESUME);
    Path file = Files.writeString(folder.resolve("run.yaml"), two.toYaml());

    // Two rounds of 3 workers and 3 steps saw 36 rows, two of 2 workers and 3 steps 24, the last 6.
    assertThat(ledger("verify", "--config", file.toString()))
        .isEqualTo(
            "ledger: 5 rounds, 66 rows, 3 passes of 22 rows with 132 examples: each row once a pass\n");
    assertThat(ledger("find", "task/train/50", "--config", file.toString()))
        .hasLineCount(3)
        .doesNotContain("not-yet-seen");
  }

  private RunConfig config(Map<String, String> overrides) {
    return TinyPreparedShards.config(folder, overrides);
  }

  private static String ledger(String... arguments) {
    return CommandOutput.of(new LedgerCommand(), arguments).stdout();
  }
}
