package org.flanspark.tuning.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.RunConfig;
import org.flanspark.data.LocalSpark;
import org.flanspark.data.prepare.SmallWorld;
import org.flanspark.tuning.tracking.RunTracker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyJobIT {
  private static final String STUDY =
      """
      name: rates
      title: Rates of learning
      question: Does it matter how fast a model learns?
      base: run.yaml
      figure: {kind: curve, axis: learning rate}
      ask: [{style: instructions, shots: 0}, {style: instructions, shots: 1}]
      runs:
        - {name: slow, at: 0.001, set: {training.learning-rate: 0.001}}
        - {name: wild, at: 2, set: {training.learning-rate: 1.0e+30}}
        - {name: one-template, at: 3, set: {mixture.templates-per-task: 1}}
      """;

  @TempDir private Path folder;
  private SmallWorld world;

  @BeforeEach
  void writeTasks() throws IOException {
    world =
        SmallWorld.in(folder)
            .withTinyModel()
            .with("averaging.local-steps", "2")
            .with("evaluation.shots", "[0, 1]")
            .with("output.answers", folder.resolve("answers").toString());
  }

  @Test
  void runsWhatIsNotDoneSharesWhatIsAlikeAndComparesWhatCameOfIt() throws IOException {
    StudyJob.Result first = run(STUDY);
    assertThat(first.done()).isEqualTo(2);
    assertThat(first.failed()).containsOnlyKeys("wild");
    assertThat(first.failed().get("wild")).contains("lower training.learning-rate");
    assertThat(list("study/prepared")).as("slow and wild have the same data").hasSize(2);
    assertThat(first.page().getName()).isEqualTo("study.html");

    JsonNode report = new ObjectMapper().readTree(folder.resolve("study/study.json").toFile());
    assertThat(report.at("/points").findValuesAsText("run"))
        .containsExactly("slow", "slow", "one-template", "one-template");
    assertThat(report.at("/points/1/shots").asInt()).isEqualTo(1);
    assertThat(report.at("/points/1/clusters/0/certainty/gain/p_value").asDouble())
        .as("with exemplars the models are compared as well")
        .isPositive();
    assertThat(report.at("/points/0/clusters/0/cluster").asText()).isEqualTo("letters");
    assertThat(report.at("/points/0/clusters/0/held_out").asBoolean()).isTrue();
    assertThat(report.at("/points/0/tuned").asDouble()).isBetween(0.0, 1.0);
    assertThat(report.at("/runs/1/outcome").asText()).contains("learning-rate");

    JsonNode second = results("one-template");
    assertThat(second.at("/models/1/role").asText()).isEqualTo("untuned");
    assertThat(second.at("/models/1/kept").asLong())
        .as("the untuned model was asked about vowels and doubling before")
        .isPositive();

    List<Path> written = new ArrayList<>(files("study/runs/"));
    StudyJob.Result again = run(STUDY.replaceFirst("(?m)^  - \\{name: wild.*\n", ""));
    assertThat(again.done()).isZero();
    assertThat(again.failed()).isEmpty();
    assertThat(files("study/runs/")).containsExactlyElementsOf(written);
  }

  private JsonNode results(String run) throws IOException {
    Path found =
        list("study/runs").stream()
            .filter(path -> path.getFileName().toString().startsWith(run))
            .findFirst()
            .orElseThrow();
    return new ObjectMapper().readTree(found.resolve("results/evaluation.json").toFile());
  }

  private List<Path> list(String name) throws IOException {
    try (Stream<Path> paths = Files.list(folder.resolve(name))) {
      return paths.sorted().toList();
    }
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> paths = Files.walk(folder.resolve(name))) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private StudyJob.Result run(String study) {
    return Studies.read(study, "rates.yaml", false)
        .plan(folder.resolve("study").toString(), this::config)
        .job(LocalSpark.session(), config -> RunTracker::unwatched)
        .run();
  }

  private RunConfig config(Map<String, String> given) {
    Map<String, String> settings = new TreeMap<>(world.settings());
    settings.putAll(given);
    return RunConfig.read(
        new ConfigSource(Map.of(), "", settings, LocalDate.of(2026, 1, 31), Map.of()));
  }
}
