package org.flanspark.tuning;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import org.flanspark.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class TuningArchitectureTest {
  /** From packed Parquet to a model, its evaluation and its report, in the order of the data. */
  private static final List<String> STATIONS =
      List.of(
          "org.flanspark.tuning.kernel",
          "org.flanspark.tuning.kernel.nd4j",
          "org.flanspark.tuning.kernel.cpu",
          "org.flanspark.tuning.kernel.device",
          "org.flanspark.tuning.model",
          "org.flanspark.tuning.inference",
          "org.flanspark.tuning.huggingface",
          "org.flanspark.tuning.network",
          "org.flanspark.tuning.ledger",
          "org.flanspark.tuning.batch",
          "org.flanspark.tuning.checkpoint",
          "org.flanspark.tuning.averaging",
          "org.flanspark.tuning.training",
          "org.flanspark.tuning.tracking",
          "org.flanspark.tuning.tracking.sparkmetrics",
          "org.flanspark.tuning.tracking.tensorboard",
          "org.flanspark.tuning.tracking.mlflow",
          "org.flanspark.tuning.metric",
          "org.flanspark.tuning.evaluation.answer",
          "org.flanspark.tuning.evaluation",
          "org.flanspark.tuning.plan",
          "org.flanspark.tuning.report",
          "org.flanspark.tuning.study",
          "org.flanspark.tuning.nightly",
          "org.flanspark.tuning.doctor",
          "org.flanspark.tuning.command",
          "org.flanspark.tuning.benchmark");

  /** What data preparation owes to the tuning job; all else in it is its own. */
  private static final String[] CONTRACT = {
    "org.flanspark.config",
    "org.flanspark.command",
    "org.flanspark.data.token",
    "org.flanspark.data.shard"
  };

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.flanspark.tuning");

  @Test
  void aStationImportsOnlyThoseAboveIt() {
    HouseRules.checkOrder(CLASSES, STATIONS);
  }

  @Test
  void everyPackageHasItsPlace() {
    HouseRules.checkEveryPackageHasItsPlace(CLASSES, STATIONS);
  }

  @Test
  void sparkStandsOnlyWhereWorkIsDistributed() {
    HouseRules.checkOnly(
        CLASSES,
        Set.of(
            "org.flanspark.tuning.averaging",
            "org.flanspark.tuning.training",
            "org.flanspark.tuning.tracking.sparkmetrics",
            "org.flanspark.tuning.evaluation.answer",
            "org.flanspark.tuning.evaluation",
            "org.flanspark.tuning.study",
            "org.flanspark.tuning.nightly",
            "org.flanspark.tuning.doctor",
            "org.flanspark.tuning.command",
            "org.flanspark.tuning.benchmark"),
        "algorithms are plain Java; Spark is the shell around them",
        "org.apache.spark..");
  }

  @Test
  void theDoctorsChecksKnowNoSpark() {
    noClasses()
        .that()
        .resideInAPackage("org.flanspark.tuning.doctor")
        .and()
        .haveSimpleNameEndingWith("Check")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.spark..")
        .because("only the job around them brings them to executors")
        .check(CLASSES);
  }

  @Test
  void arraysOfTheEngineStayInTheEngine() {
    HouseRules.checkOnly(
        CLASSES,
        Set.of(
            "org.flanspark.tuning.kernel",
            "org.flanspark.tuning.kernel.nd4j",
            "org.flanspark.tuning.kernel.cpu",
            "org.flanspark.tuning.kernel.device",
            "org.flanspark.tuning.model",
            "org.flanspark.tuning.inference",
            "org.flanspark.tuning.network",
            "org.flanspark.tuning.batch",
            "org.flanspark.tuning.averaging",
            "org.flanspark.tuning.doctor",
            "org.flanspark.tuning.benchmark"),
        "everybody outside the engine sees weights as model.Parameters; the doctor looks whether"
            + " the engine starts",
        "org.nd4j..",
        "org.deeplearning4j..");
  }

  @Test
  void theShadedLibrariesOfNd4jServeTheLayersJsonAlone() {
    HouseRules.checkOnly(
        CLASSES,
        Set.of("org.flanspark.tuning.network"),
        "DL4J writes a layer's configuration with its own copy of Jackson; nothing else may",
        "org.nd4j.shade..");
  }

  @Test
  void ofDataPreparationOnlyTheContractIsImported() {
    DescribedPredicate<com.tngtech.archunit.core.domain.JavaClass> inside =
        resideInAnyPackage("org.flanspark.data..")
            .and(DescribedPredicate.not(resideInAnyPackage(CONTRACT)))
            .and(DescribedPredicate.not(name("org.flanspark.data.prepare.Prepare")));
    noClasses().should().dependOnClassesThat(inside).allowEmptyShould(true).check(CLASSES);
  }

  @Test
  void theHouseRulesHold() {
    HouseRules.checkHabits(CLASSES);
  }
}
