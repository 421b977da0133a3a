package org.flanspark.tuning.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.SparkConf;
import org.flanspark.config.Backend;
import org.flanspark.config.ConfigException;
import org.flanspark.config.ExecutionConfig;
import org.junit.jupiter.api.Test;

class SparkSettingsTest {
  private static final ExecutionConfig UNSET =
      new ExecutionConfig(Backend.AUTO, null, 600, List.of());

  @Test
  void refusesWhatWouldMoveWorkersAbout() {
    SparkConf conf =
        conf("yarn")
            .set("spark.speculation", "true")
            .set("spark.dynamicAllocation.enabled", "true")
            .set("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
    assertThatThrownBy(() -> SparkSettings.check(conf))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "3 problems:\n"
                + "- Invalid spark.speculation: true, expected false for train\n"
                + "- Invalid spark.dynamicAllocation.enabled: true, expected false for train, whose"
                + " number of workers is fixed\n"
                + "- Invalid spark.serializer: org.apache.spark.serializer.KryoSerializer, expected"
                + " Java's (the default) for train");
    assertThatCode(() -> SparkSettings.check(conf("yarn"))).doesNotThrowAnyException();
  }

  @Test
  void refusesAnythingButOneCardAWorker() {
    SparkConf two =
        conf("yarn")
            .set("spark.executor.resource.gpu.amount", "2")
            .set("spark.task.resource.gpu.amount", "0.5");
    assertThatThrownBy(() -> SparkSettings.check(two))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "2 problems:\n"
                + "- Invalid spark.executor.resource.gpu.amount: 2, expected 1 for train, whose"
                + " workers have an executor and a card each\n"
                + "- Invalid spark.task.resource.gpu.amount: 0.5, expected 1 for train, whose"
                + " workers have an executor and a card each");
  }

  @Test
  void refusesACardForATaskWhoseExecutorHasNone() {
    SparkConf conf = conf("yarn").set("spark.task.resource.gpu.amount", "1");
    assertThatThrownBy(() -> SparkSettings.check(conf))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Missing spark.executor.resource.gpu.amount: spark.task.resource.gpu.amount is set; set"
                + " both to 1, or neither");
  }

  @Test
  void refusesACardForATaskInOneProcess() {
    SparkConf conf =
        conf("local[2]")
            .set("spark.executor.resource.gpu.amount", "1")
            .set("spark.task.resource.gpu.amount", "1");
    assertThatThrownBy(() -> SparkSettings.check(conf))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Invalid spark.task.resource.gpu.amount with a local master: in one process Spark has no"
                + " card for a task, and none would ever start; leave it out");
  }

  @Test
  void givesAWorkerTheCardOfAnExecutor() {
    SparkConf conf = conf("yarn").set("spark.executor.resource.gpu.amount", "1");
    SparkSettings.oneWorkerAnExecutor(conf);
    assertThat(conf.get("spark.task.resource.gpu.amount")).isEqualTo("1");
    assertThatCode(() -> SparkSettings.check(conf)).doesNotThrowAnyException();
  }

  @Test
  void givesAWorkerAllCoresOfAnExecutor() {
    SparkConf conf = conf("yarn").set("spark.executor.cores", "4");
    SparkSettings.oneWorkerAnExecutor(conf);
    assertThat(conf.get("spark.task.cpus")).isEqualTo("4");
    assertThat(SparkSettings.threads(conf, UNSET, 2)).isEqualTo(4);
  }

  @Test
  void leavesATaskOneCoreWhereAllRunsInOneProcess() {
    SparkConf conf = conf("local[2]").set("spark.executor.cores", "4");
    SparkSettings.oneWorkerAnExecutor(conf);
    assertThat(conf.contains("spark.task.cpus")).isFalse();
  }

  @Test
  void workersOfOneProcessShareItsCores() {
    assertThat(SparkSettings.threads(conf("local[8]"), UNSET, 2)).isEqualTo(4);
    ExecutionConfig shared = new ExecutionConfig(Backend.ND4J, null, 600, List.of());
    assertThat(SparkSettings.threads(conf("local[8]"), shared, 2)).isEqualTo(1);
    assertThat(SparkSettings.threads(conf("local[8]"), UNSET, 1)).isEqualTo(8);
    assertThat(SparkSettings.threads(conf("local"), UNSET, 1)).isEqualTo(1);
    assertThat(
            SparkSettings.threads(
                conf("local[8]"), new ExecutionConfig(Backend.AUTO, 3, 600, List.of()), 2))
        .isEqualTo(3);
  }

  @Test
  void aWorkerHasNoMoreThreadsThanItsTaskHasCores() {
    ExecutionConfig six = new ExecutionConfig(Backend.AUTO, 6, 600, List.of());
    assertThat(SparkSettings.threads(conf("local[8]"), six, 1)).isEqualTo(6);
    assertThat(SparkSettings.threads(conf("local[8]"), six, 2)).isEqualTo(4);
    assertThat(SparkSettings.threads(conf("yarn").set("spark.task.cpus", "2"), six, 2))
        .isEqualTo(2);
  }

  @Test
  void aTaskHasOneCoreUnlessSparkSaysMore() {
    assertThat(SparkSettings.threads(conf("local-cluster[2,4,1024]"), UNSET, 2)).isEqualTo(1);
  }

  private static SparkConf conf(String master) {
    return new SparkConf(false).setMaster(master);
  }
}
