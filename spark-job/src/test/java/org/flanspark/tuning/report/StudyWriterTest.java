package org.flanspark.tuning.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.tuning.report.StudyReport.Kind;
import org.flanspark.tuning.report.StudyReport.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyWriterTest {
  @TempDir private Path folder;

  @Test
  void writesThePageAndTheFileForPrograms() throws IOException {
    assertThat(write(StudyReports.leaveOneOut()).getName()).isEqualTo("study.html");

    assertThat(folder.resolve("study.html")).content().contains("<h1>Leave one cluster out</h1>");
    JsonNode json = new ObjectMapper().readTree(folder.resolve("study.json").toFile());
    assertThat(json.path("kind").asText()).isEqualTo("bars");
    assertThat(json.at("/points/0/tuned").asDouble()).isEqualTo(0.541);
    assertThat(json.at("/points/0/clusters/0/held_out").asBoolean()).isTrue();
    assertThat(json.at("/points/0/clusters/0/tuned_deviation").asDouble()).isEqualTo(0.012);
    assertThat(json.at("/points/0/clusters/0/untuned_baseline_prompt").asDouble()).isEqualTo(0.51);
    assertThat(json.at("/points/0/clusters/0/certainty/tuned/low").asDouble()).isEqualTo(0.501);
    assertThat(json.at("/points/2/clusters/0/tuned").isNull()).isTrue();
    assertThat(json.at("/runs/0/validation_loss").asDouble()).isEqualTo(2.345);
    assertThat(json.at("/runs/0/seconds/train").asDouble()).isEqualTo(412);
    assertThat(json.at("/runs/7/tokens").isNull()).isTrue();
  }

  @Test
  void linksOnlyToPagesThatAreThereWithinTheFolder() throws IOException {
    Files.createDirectories(folder.resolve("runs/a b#1"));
    Files.createFile(folder.resolve("runs/a b#1/report.html"));
    Files.createDirectories(folder.resolve("runs/failed"));

    write(
        new StudyReport(
            "links",
            "Links",
            "Where are the runs?",
            Kind.BARS,
            "run",
            List.of(),
            List.of(
                run("inside", folder + "/runs/a b#1"),
                run("failed", folder + "/runs/failed"),
                run("outside", folder + "-elsewhere/runs/x"))));

    assertThat(folder.resolve("study.html"))
        .content()
        .contains("<a href=\"runs/a%20b%231/report.html\">inside</a>")
        .containsOnlyOnce("<a href");
  }

  @Test
  void aRunWhoseTurnHasNotComeIsNotTakenForDoneOrFailed() {
    Run waiting =
        new Run("late", "late", "", null, "x", Run.WAITING, Map.of(), null, null, Map.of());
    write(
        new StudyReport(
            "half",
            "Half",
            "How far?",
            Kind.BARS,
            "run",
            List.of(),
            List.of(run("early", "y"), waiting)));
    assertThat(folder.resolve("study.html"))
        .content()
        .contains("1 of 2 runs is done.")
        .contains("not yet done")
        .doesNotContain("failed");
  }

  private static Run run(String name, String folder) {
    return new Run(name, name, "", null, folder, Run.DONE, Map.of(), null, null, Map.of());
  }

  private org.apache.hadoop.fs.Path write(StudyReport report) {
    return StudyWriter.write(
        report, new org.apache.hadoop.fs.Path(folder.toString()), new Configuration());
  }
}
