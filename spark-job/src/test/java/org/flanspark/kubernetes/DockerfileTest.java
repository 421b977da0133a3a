package org.flanspark.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flanspark.kubernetes.Dockerfile.Copy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The image, as far as no registry is needed: what it is made from, and who runs in it. */
class DockerfileTest {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  private static final Path FOLDER = REPOSITORY.resolve("cluster-conf/kubernetes");

  @Test
  void theBaseIsPinnedAndNobodyIsRoot() throws IOException {
    assertThat(image().only("FROM")).matches("[\\w./-]+:17\\.[\\d._]+-jdk-\\w+");
    assertThat(image().only("USER")).matches("[1-9]\\d*:[1-9]\\d*");
    assertThat(image().entrypoint()).containsExactly("/opt/flanspark/entrypoint");
  }

  @Test
  void theUserIsTheOneOfThePods() throws IOException {
    String user = image().only("USER").split(":")[0];

    assertThat(Files.readString(FOLDER.resolve("driver-pod.yaml"))).contains("runAsUser: " + user);
    assertThat(image().only("RUN")).contains("useradd --uid " + user + " ");
  }

  @Test
  void itHoldsTheSparkThatTheProjectIsBuiltFor() throws IOException {
    Matcher version =
        Pattern.compile("<spark.version>(.+)</spark.version>")
            .matcher(Files.readString(REPOSITORY.resolve("pom.xml")));
    assertThat(version.find()).isTrue();

    assertThat(image().copies())
        .contains(
            new Copy("target/spark/" + version.group(1), image().environment().get("SPARK_HOME")));
    assertThat(Files.readString(FOLDER.resolve("sparkapplication.yaml")))
        .contains("sparkVersion: " + version.group(1));
  }

  @Test
  void whatItCopiesIsWhatTheContextHolds() throws IOException {
    List<String> ignored =
        Files.readAllLines(FOLDER.resolve("Dockerfile.dockerignore")).stream()
            .filter(line -> !line.startsWith("#"))
            .toList();

    assertThat(ignored.get(0)).isEqualTo("*");
    assertThat(ignored.subList(1, ignored.size()))
        .containsExactlyInAnyOrderElementsOf(
            image().copies().stream().map(copy -> "!" + copy.source()).toList());
    assertThat(image().copies())
        .extracting(Copy::source)
        .filteredOn(source -> !source.contains("target/"))
        .allSatisfy(source -> assertThat(REPOSITORY.resolve(source)).isExecutable());
  }

  @Test
  void profileManifestsAndReadmeNameFilesThatAreInIt() throws IOException {
    List<String> files = image().copies().stream().map(Copy::target).toList();
    Pattern named = Pattern.compile("/opt/flanspark/[\\w.-]*\\w");
    for (String file :
        List.of(
            "spark-defaults.conf",
            "sparkapplication.yaml",
            "README.md",
            "../schedules/kubernetes/cronjob.yaml")) {
      Matcher found = named.matcher(Files.readString(FOLDER.resolve(file)));
      assertThat(found.results().map(one -> one.group()))
          .as(file)
          .isNotEmpty()
          .allMatch(files::contains);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RUN id", "FROM a:1\nCPOY a b", "FROM a:1\nADD http://a b", "FROM"})
  void whatIsNoDockerfileOfOursIsRefused(String text) {
    assertThatThrownBy(() -> Dockerfile.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFileIntoAFolderKeepsItsName() {
    assertThat(
            Dockerfile.parse("FROM a:1\n# no\nCOPY x/one two \\\n  /to/\nCOPY folder/ /at/\n")
                .copies())
        .containsExactly(
            new Copy("x/one", "/to/one"), new Copy("two", "/to/two"), new Copy("folder", "/at"));
  }

  private static Dockerfile image() throws IOException {
    return Dockerfile.parse(Files.readString(FOLDER.resolve("Dockerfile")));
  }
}
