package org.flanspark.data.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every task file that the program ships. */
class ShippedTasksTest {
  private static final Path RESOURCES = Path.of("src/main/resources");

  static Stream<String> roots() {
    return Stream.of("tasks", "tasks-extra", "sample/tasks")
        .filter(root -> Files.isDirectory(RESOURCES.resolve(root)));
  }

  @TestFactory
  Stream<DynamicTest> hasNoProblem() {
    return roots()
        .flatMap(root -> files(root).stream().map(file -> root + "/" + file))
        .map(file -> DynamicTest.dynamicTest(file, () -> assertNoProblem(file)));
  }

  private static void assertNoProblem(String file) throws IOException {
    Task task = TaskFile.parse(file, Files.readString(RESOURCES.resolve(file)));
    assertThat(file).endsWith("/" + task.cluster() + "/" + task.name() + ".yaml");
    long turnedAround = task.templates().stream().filter(TaskTemplate::turnedAround).count();
    assertThat(turnedAround).as("templates that are turned around").isLessThanOrEqualTo(3);
    if (file.startsWith("tasks/")) {
      assertThat(task.templates()).as("templates, as many as FLAN has").hasSize(10);
      assertThat(TaskCluster.texts()).contains(task.cluster());
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("roots")
  void areAllInTheirIndex(String root) throws IOException {
    List<String> indexed =
        Files.readAllLines(RESOURCES.resolve(root).resolve(TaskFolder.INDEX)).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();

    assertThat(indexed).containsExactlyElementsOf(files(root));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("roots")
  void haveDifferentNamesAndTemplates(String root) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (String file : files(root)) {
      texts.put(file, Files.readString(RESOURCES.resolve(root).resolve(file)));
    }

    for (Task task : TaskCatalog.of(texts).tasks()) {
      assertThat(task.templates()).as(task.name()).doesNotHaveDuplicates();
    }
  }

  private static List<String> files(String root) {
    Path folder = RESOURCES.resolve(root);
    try (Stream<Path> paths = Files.walk(folder)) {
      return Arrays.asList(
          paths
              .filter(path -> path.toString().endsWith(".yaml"))
              .map(path -> folder.relativize(path).toString())
              .sorted()
              .toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
