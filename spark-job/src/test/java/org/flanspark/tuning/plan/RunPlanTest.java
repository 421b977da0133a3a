package org.flanspark.tuning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.training.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPlanTest {
  private static final RoundCosts ROUND = new RoundCosts(new Traffic(40, 30, 10), 2.5, 0.5);

  private final Configuration hadoop = new Configuration();

  @TempDir Path folder;

  private RunFolder run;

  @BeforeEach
  void openRun() {
    run = new RunFolder(new org.apache.hadoop.fs.Path(folder.toString()));
  }

  @Test
  void readsWhatItWrote() {
    RunPlan plan = plan(new RunCosts(7, 140, 21));
    plan.write(run, hadoop);
    assertThat(RunPlan.read(run, hadoop)).contains(plan);
  }

  @Test
  void aRunOfUnknownLengthIsNull() throws IOException {
    plan(null).write(run, hadoop);
    assertThat(RunPlan.read(run, hadoop)).contains(plan(null));
    assertThat(Files.readString(folder.resolve("plan.json")))
        .isEqualTo(
            """
            {
              "driver" : {
                "heap_bytes" : 1,
                "off_heap_bytes" : 2,
                "overhead_bytes" : 3
              },
              "executor" : {
                "heap_bytes" : 4,
                "off_heap_bytes" : 5,
                "overhead_bytes" : 6
              },
              "round" : {
                "traffic" : {
                  "sent_bytes" : 40,
                  "returned_bytes" : 30,
                  "reduced_bytes" : 10
                },
                "local_seconds" : 2.5,
                "exchange_seconds" : 0.5
              },
              "run" : null
            }
            """);
  }

  @Test
  void aFolderWithoutAPlanHasNone() {
    assertThat(RunPlan.read(run, hadoop)).isEmpty();
  }

  @Test
  void anotherFileIsNoPlan() throws IOException {
    Files.writeString(folder.resolve("plan.json"), "{\"driver\": 7}");
    assertThatThrownBy(() -> RunPlan.read(run, hadoop))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Cannot read %s/plan.json: no plan: ".formatted(folder));
  }

  private static RunPlan plan(RunCosts whole) {
    return new RunPlan(new ProcessMemory(1, 2, 3), new ProcessMemory(4, 5, 6), ROUND, whole);
  }
}
