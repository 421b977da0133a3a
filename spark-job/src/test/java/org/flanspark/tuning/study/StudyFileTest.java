package org.flanspark.tuning.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flanspark.config.ConfigException;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.report.StudyReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StudyFileTest {
  private static final Path SHIPPED = Path.of("studies");

  private static final String STUDY =
      """
      name: sizes
      title: Sizes
      question: How large?
      base: run.yaml
      figure: {kind: curve, axis: width}
      measure: [natural-language-inference]
      set: {training.passes: 2, mixture.hold-out: [natural-language-inference]}
      runs:
        - {name: narrow, at: 64, set: {model.width: 64}}
        - {name: wide, at: 256, set: {model.width: 256, training.passes: 1}, paper: {instructions: 0.5}}
      small:
        set: {training.passes: 1}
        runs:
          - {name: narrow, at: 8, set: {model.width: 8}}
      """;

  static Stream<Path> shipped() throws IOException {
    return Files.list(SHIPPED).filter(file -> file.toString().endsWith(".yaml")).sorted();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void shippedStudiesAreSoundInBothForms(Path file) throws IOException {
    for (boolean small : List.of(false, true)) {
      Studies study = Studies.read(Files.readString(file), file.toString(), small);
      Path base = SHIPPED.resolve(study.base().orElseThrow()).normalize();
      String yaml = Files.readString(base);
      assertThat(study.plan("studies/" + study.name(), given -> config(yaml, given)).lines())
          .hasSizeGreaterThan(1);
      assertThat(study.name())
          .isEqualTo(file.getFileName().toString().replace(".yaml", small ? "-small" : ""));
    }
  }

  @Test
  void aRunsOwnSettingsLieOverTheStudys() {
    List<PlannedRun> runs = plan(StudyFile.read(STUDY, "sizes.yaml"));
    assertThat(runs).extracting(PlannedRun::name).containsExactly("narrow", "wide");
    assertThat(runs).extracting(run -> run.config().training().passes()).containsExactly(2, 1);
    assertThat(runs)
        .extracting(run -> run.config().mixture().holdOut())
        .containsOnly(List.of("natural-language-inference"));
    assertThat(runs.get(1).settings())
        .containsExactly(Map.entry("model.width", "256"), Map.entry("training.passes", "1"));
    assertThat(runs.get(1).paper()).containsExactly(Map.entry("instructions", 0.5));
  }

  @Test
  void runsWithTheSameDataShareItsFolderAndEveryTrainingHasItsOwn() {
    List<PlannedRun> runs = plan(StudyFile.read(STUDY, "sizes.yaml"));
    assertThat(runs.get(0).config().output().prepared())
        .startsWith("out/prepared/")
        .isEqualTo(runs.get(1).config().output().prepared());
    assertThat(runs.get(0).config().output().run()).startsWith("out/runs/narrow-");
    String before = runs.get(0).config().output().run();
    List<PlannedRun> changed =
        plan(StudyFile.read(STUDY.replace("training.passes: 2", "training.passes: 3"), "sizes"));
    assertThat(changed.get(0).config().output().run())
        .as("another training has another folder")
        .startsWith("out/runs/narrow-")
        .isNotEqualTo(before);
  }

  @Test
  void theSmallFormReplacesWhatItNames() {
    StudyFile small = StudyFile.read(STUDY, "sizes.yaml").smallForm().orElseThrow();
    assertThat(small.name()).isEqualTo("sizes-small");
    assertThat(small.measure()).containsExactly("natural-language-inference");
    assertThat(plan(small)).extracting(run -> run.config().model().width()).containsExactly(8);
  }

  @Test
  void allProblemsAreToldAtOnce() {
    assertThatThrownBy(
            () ->
                StudyFile.read(
                    """
                    name: a
                    title: A
                    base: run.yaml
                    figure: {kind: curve, axis: width}
                    runs:
                      - {name: one/two, at: 1}
                      - {name: three}
                      - {name: three, at: 2}
                    """,
                    "a.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Invalid study a.yaml: missing question; run name 'one/two', expected letters, digits,"
                + " '-', '_' and '.'; run 'three' has no place along the curve: missing at; run"
                + " name 'three' stands twice");
    assertThatThrownBy(() -> StudyFile.read("nam: a", "a.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("Invalid study a.yaml: Unrecognized field \"nam\"");
    assertThatThrownBy(() -> StudyFile.read("", "a.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("Invalid study a.yaml: ");
  }

  @Test
  void aRunThatNoConfigurationAllowsIsNamed() {
    StudyFile study = StudyFile.read(STUDY.replace("model.width: 64", "model.wide: 64"), "a.yaml");
    assertThatThrownBy(() -> plan(study))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("run narrow: ")
        .hasMessageContaining("model.wide");
  }

  @Test
  void figuresAreBarsOrCurves() {
    assertThat(StudyFile.read(STUDY, "a.yaml").figure().kind()).isEqualTo(StudyReport.Kind.CURVE);
  }

  private static List<PlannedRun> plan(StudyFile study) {
    return StudyPlan.of(study, "out", given -> config("", given)).runs();
  }

  private static RunConfig config(String yaml, Map<String, String> given) {
    return RunConfig.read(
        new ConfigSource(Map.of(), yaml, given, LocalDate.of(2026, 1, 31), Map.of()));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void aStudyThatTravelsNeedsNoOtherFile(Path file) throws IOException {
    Studies study = Studies.read(Files.readString(file), file.toString(), true);
    String base = Files.readString(SHIPPED.resolve(study.base().orElseThrow()).normalize());
    Studies.Planned here = study.plan("out", given -> config(base, given));

    Studies there = Studies.read(here.travelling(config -> config), "there", false);

    assertThat(there.name()).isEqualTo(study.name());
    assertThat(there.base()).isEmpty();
    assertThat(there.plan("out", given -> config("", given)).lines()).isEqualTo(here.lines());
  }
}
