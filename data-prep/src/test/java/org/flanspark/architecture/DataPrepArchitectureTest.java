package org.flanspark.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DataPrepArchitectureTest {
  /** From raw records to packed Parquet, in the order of the data. */
  private static final List<String> STATIONS =
      List.of(
          "org.flanspark.config",
          "org.flanspark.data.token",
          "org.flanspark.data.shard",
          "org.flanspark.command",
          "org.flanspark.data.quarantine",
          "org.flanspark.data.task",
          "org.flanspark.data.source",
          "org.flanspark.data.template",
          "org.flanspark.data.quality",
          "org.flanspark.data.mixture",
          "org.flanspark.data.vocabulary",
          "org.flanspark.data.packing",
          "org.flanspark.data.sample",
          "org.flanspark.data.prepare",
          "org.flanspark.data.command");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.flanspark");

  @Test
  void aStationImportsOnlyThoseAboveIt() {
    HouseRules.checkOrder(CLASSES, STATIONS);
  }

  @Test
  void everyPackageHasItsPlace() {
    HouseRules.checkEveryPackageHasItsPlace(CLASSES, STATIONS);
  }

  @Test
  void algorithmsKnowNoSpark() {
    HouseRules.checkOnly(
        CLASSES,
        Set.of(
            "org.flanspark.data.source",
            "org.flanspark.data.quality",
            "org.flanspark.data.prepare",
            "org.flanspark.data.command"),
        "algorithms are plain Java; Spark is the shell around them",
        "org.apache.spark..");
  }

  @Test
  void theHouseRulesHold() {
    HouseRules.checkHabits(CLASSES);
  }
}
