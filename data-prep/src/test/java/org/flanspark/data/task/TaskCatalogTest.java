package org.flanspark.data.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.Problems;
import org.flanspark.config.RunConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskCatalogTest {
  private static final String TASK =
      """
      name: %s
      cluster: %s
      kind: generation
      source: {path: p, format: csv, schema: "question STRING, answer STRING"}
      select: {question: question, answer: answer}
      splits: {train: train}
      metric: exact-match
      licence: own
      templates: [{input: "{question}", target: "{answer}"}]
      """;

  private final TaskCatalog catalog =
      TaskCatalog.of(
          Map.of(
              "a.yaml", TASK.formatted("sums", "arithmetic"),
              "b.yaml", TASK.formatted("products", "arithmetic"),
              "c.yaml", TASK.formatted("capitals", "closed-book-qa")));

  @Test
  void selectsTasksClustersAndAll() {
    Problems problems = new Problems();

    assertThat(catalog.select(List.of("arithmetic"), problems))
        .extracting(Task::name)
        .containsExactly("products", "sums");
    assertThat(catalog.select(List.of("sums", "closed-book-qa", "sums"), problems))
        .extracting(Task::name)
        .containsExactly("capitals", "sums");
    assertThat(catalog.select(List.of("all"), problems)).hasSize(3);
    assertThat(problems.found()).isEmpty();
  }

  @Test
  void namesTheNearestOfAnUnknownName() {
    Problems problems = new Problems();
    catalog.select(List.of("sum", "arithmetics", "translation"), problems);

    assertThat(problems.found())
        .containsExactly(
            "Unknown task or cluster 'sum', did you mean 'sums'?",
            "Unknown task or cluster 'arithmetics', did you mean 'arithmetic'?",
            "Missing tasks of cluster 'translation' in the catalogue");
    assertThatThrownBy(() -> catalog.task("capital"))
        .hasMessage("Unknown task 'capital', did you mean 'capitals'?");
  }

  @Test
  void refusesTwoTasksOfOneName() {
    Map<String, String> files = new java.util.TreeMap<>();
    files.put("a.yaml", TASK.formatted("sums", "arithmetic"));
    files.put("b.yaml", TASK.formatted("sums", "arithmetic"));

    assertThatThrownBy(() -> TaskCatalog.of(files))
        .hasMessage("Duplicate task 'sums': in a.yaml and in b.yaml");
  }

  @Test
  void readsAFolderAndItsSubfolders(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("arithmetic"));
    Files.writeString(folder.resolve("arithmetic/sums.yaml"), TASK.formatted("sums", "arithmetic"));
    Files.writeString(folder.resolve("README.md"), "not a task");

    assertThat(TaskCatalog.of(TaskFolder.readSome(folder.toString(), new Configuration())).tasks())
        .extracting(Task::name)
        .containsExactly("sums");
  }

  @Test
  void refusesAFolderThatIsMissingOrHoldsNone(@TempDir Path folder) {
    assertThatThrownBy(() -> TaskFolder.readSome(folder + "/none", new Configuration()))
        .hasMessage("Missing folder of task files: " + folder + "/none");
    assertThatThrownBy(() -> TaskFolder.readSome(folder.toString(), new Configuration()))
        .hasMessage("Missing task files (*.yaml) in " + folder);
    assertThatThrownBy(() -> TaskFolder.readSome("classpath:nowhere", new Configuration()))
        .hasMessage("Missing folder of task files: classpath:nowhere");
  }

  @Test
  void aFolderOnADiskOfThisMachineCanStandInTheSettingsItself(@TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("one.yaml"), "name: one\ninput: \"${price} {{}}\"\n");
    String disk = "file:" + folder;

    List<String> places =
        TaskFolder.inlined(List.of(disk, "classpath:sample/tasks"), new Configuration());
    RunConfig settings =
        RunConfig.read(ConfigSource.ofYaml("", LocalDate.of(2026, 1, 31))).withTasks(places);
    RunConfig there =
        RunConfig.read(ConfigSource.ofYaml(settings.toYaml(), LocalDate.of(2026, 2, 1)));

    assertThat(there).isEqualTo(settings);
    assertThat(there.data().tasks()).hasSize(2).contains("classpath:sample/tasks");
    assertThat(TaskFolder.read(there.data().tasks().get(0), new Configuration()))
        .isEqualTo(TaskFolder.read(disk, new Configuration()))
        .isEqualTo(Map.of(disk + "/one.yaml", "name: one\ninput: \"${price} {{}}\"\n"));
    assertThat(TaskFolder.inlined(places, new Configuration())).isEqualTo(places);
  }
}
