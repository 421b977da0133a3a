package org.flanspark.tuning.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.apache.spark.SparkConf;
import org.flanspark.config.ConfigException;
import org.flanspark.tuning.averaging.ExecutorSlots.Pace;
import org.junit.jupiter.api.Test;

class ExecutorSlotsTest {
  private static final Pace PATIENT =
      new Pace(Duration.ofMinutes(5), Duration.ofMillis(1), Duration.ofSeconds(1));
  private static final Pace IMPATIENT =
      new Pace(Duration.ZERO, Duration.ofMillis(1), Duration.ofSeconds(1));

  @Test
  void waitsUntilEveryWorkerHasAnExecutor() {
    Queue<Integer> slots = new ArrayDeque<>(List.of(0, 0, 1, 3, 4));
    new ExecutorSlots(slots::remove, new SparkConf(false), PATIENT).await(3);
    assertThat(slots).containsExactly(4);
  }

  @Test
  void saysWhatIsMissingWhenTheTimeIsOver() {
    SparkConf conf =
        new SparkConf(false)
            .set("spark.cores.max", "4")
            .set("spark.executor.cores", "2")
            .set("spark.executor.memory", "3g")
            .set("spark.executor.resource.gpu.amount", "1");
    assertThatThrownBy(() -> new ExecutorSlots(() -> 2, conf, IMPATIENT).await(3))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot train with averaging.workers: 3: after 0 s (execution.wait-seconds) the cluster"
                + " has executors for 2 of them; missing: 1, each with spark.executor.cores=2,"
                + " spark.executor.memory=3g, spark.executor.resource.gpu.amount=1; lower"
                + " averaging.workers, or give the run more executors (now spark.cores.max=4); where"
                + " executors end as soon as they start, their logs say why");
  }

  @Test
  void saysWhatIsMissingWhereNothingIsSet() {
    assertThatThrownBy(() -> new ExecutorSlots(() -> 0, new SparkConf(false), IMPATIENT).await(2))
        .isInstanceOf(ConfigException.class)
        .hasMessageEndingWith(
            "missing: 2, each with Spark's defaults; lower averaging.workers, or give the run more"
                + " executors (now Spark's defaults); where executors end as soon as they start, their"
                + " logs say why");
  }
}
