package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.ledger.JsonLines;
import org.flanspark.tuning.plan.RunPlan;
import org.flanspark.tuning.tracking.RoundMetrics;
import org.flanspark.tuning.training.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingForecastTest {
  private static final RoundMetrics ROUND =
      new RoundMetrics(1, 20, 9, 9, 9, 2, null, Map.of(), Map.of(), 0.1, 1, 1, 1, 0, null);

  private final Configuration hadoop = new Configuration();

  @TempDir Path folder;

  private RunFolder run;

  @BeforeEach
  void openRun() {
    run = new RunFolder(new org.apache.hadoop.fs.Path(folder.toString()));
  }

  @Test
  void aTrainingThatStartsLeavesItsPlan() {
    TrainingForecast.leave(config("averaging: {workers: 3}"), 1, run, hadoop);
    RunPlan plan = RunPlan.read(run, hadoop).orElseThrow();
    assertThat(plan.round().traffic().sentBytes())
        .isEqualTo(3 * plan.round().traffic().reducedBytes());
    run.requireEmpty(hadoop);
  }

  @Test
  void aTrainingThatGoesOnKeepsWhatWasForetold() {
    TrainingForecast.leave(config("averaging: {workers: 3}"), 1, run, hadoop);
    JsonLines.write(run.metrics(), hadoop, List.of(ROUND));
    RunPlan before = RunPlan.read(run, hadoop).orElseThrow();
    TrainingForecast.leave(config("averaging: {workers: 5}"), 1, run, hadoop);
    assertThat(RunPlan.read(run, hadoop)).contains(before);
  }

  @Test
  void whatCannotBeForetoldStopsNoTraining() {
    TrainingForecast.leave(config("model: {from: %s/nothing}".formatted(folder)), 1, run, hadoop);
    assertThat(RunPlan.read(run, hadoop)).isEmpty();
    assertThat(folder.resolve("plan.json")).doesNotExist();
  }

  private RunConfig config(String yaml) {
    return RunConfig.read(
        ConfigSource.ofYaml(
            yaml + "\nexecution: {backend: nd4j}\noutput: {prepared: %s/none}".formatted(folder),
            LocalDate.of(2026, 1, 31)));
  }
}
