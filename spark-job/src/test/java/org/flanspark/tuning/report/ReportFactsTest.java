package org.flanspark.tuning.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReportFactsTest {
  @Test
  void aTaskHasTheFieldsThatProgramsReadAndNullForWhatWasNotMeasured() throws IOException {
    JsonNode report = json(Reports.whole());
    JsonNode task = report.at("/tasks/2");
    assertThat(ImmutableList.copyOf(task.fieldNames()))
        .containsExactly(
            "task",
            "cluster",
            "held_out",
            "metric",
            "examples",
            "tuned",
            "untuned",
            "majority",
            "chance",
            "metrics");
    assertThat(task.toString())
        .isEqualTo(
            """
            {"task":"sst2","cluster":"sentiment","held_out":false,"metric":"accuracy",\
            "examples":872,"tuned":{"mean":0.81,"std":0.021,"best_dev":0.83},\
            "untuned":{"mean":0.502,"std":0.004,"best_dev":0.5},"majority":0.51,"chance":0.5,\
            "metrics":{"accuracy":{"mean":0.81,"std":0.021}}}\
            """);
    assertThat(report.at("/tasks/0/untuned").isNull()).isTrue();
    assertThat(report.at("/tasks/0/tuned/best_dev").isNull()).isTrue();
    assertThat(report.at("/tasks/1/held_out").asBoolean()).isTrue();
    assertThat(report.at("/clusters/2/cluster").asText()).isEqualTo("natural-language-inference");
    assertThat(report.at("/clusters/2/tuned/mean").asDouble()).isEqualTo(0.541);
  }

  @Test
  void trainingIsSummedOverTheRounds() throws IOException {
    JsonNode training = json(Reports.whole()).path("training");
    assertThat(training.path("rounds").asInt()).isEqualTo(40);
    assertThat(training.path("tokens").asLong()).isEqualTo(4_000_000);
    assertThat(training.path("counted_tokens").asLong()).isEqualTo(800_000);
    assertThat(training.path("seconds").asDouble()).isEqualTo(320);
    assertThat(training.path("tokens_per_second").asDouble()).isEqualTo(12_500);
    assertThat(training.path("synchronising_seconds").asDouble()).isEqualTo(20);
    assertThat(training.path("loss")).hasSize(40);
    assertThat(training.path("validation_loss")).hasSize(40);
    assertThat(training.at("/validation_loss/3").isNull()).isTrue();
    assertThat(training.at("/validation_loss/4").isNumber()).isTrue();
  }

  @Test
  void whatAveragingTookIsSummedOverTheRoundsThatToldIt() throws IOException {
    JsonNode training = json(Reports.averaged()).path("training");
    assertThat(training.path("exchange").toString())
        .isEqualTo(
            """
            {"rounds":40,"sending_seconds":5.0,"local_seconds":300.0,"reducing_seconds":10.0,\
            "outer_seconds":2.5,"waiting_seconds":2.5,"sent_bytes":480000000,\
            "returned_bytes":480000000,"reduced_bytes":160000000}\
            """);
    assertThat(training.path("delta_cosine")).hasSize(40);
    assertThat(training.at("/delta_cosine/37").asDouble()).isEqualTo(0.05);
  }

  @Test
  void whatNoRoundToldIsNull() throws IOException {
    JsonNode training = json(Reports.whole()).path("training");
    assertThat(training.path("exchange").isNull()).isTrue();
    assertThat(training.path("delta_cosine")).hasSize(40).allMatch(JsonNode::isNull);
  }

  @Test
  void theMixtureHoldsWhatWasTrainedOn() throws IOException {
    JsonNode report = json(Reports.whole());
    assertThat(report.path("mixture")).hasSize(2);
    assertThat(report.at("/mixture/0").toString())
        .isEqualTo(
            """
            {"task":"fix_punct","cluster":"miscellaneous","examples":4500,"requested_share":0.4,\
            "realised_share_of_rows":0.38,"realised_share_of_tokens":0.55}\
            """);
    assertThat(report.at("/settings/mixture/hold-out/0").asText())
        .isEqualTo("natural-language-inference");
    assertThat(report.at("/versions/spark").asText()).isEqualTo("3.5.5");
  }

  @Test
  void aRunThatWasOnlyPreparedHasNullForTheRest() throws IOException {
    JsonNode report = json(Reports.preparedOnly());
    assertThat(report.path("tasks").isNull()).isTrue();
    assertThat(report.path("clusters").isNull()).isTrue();
    assertThat(report.path("training").isNull()).isTrue();
  }

  private static JsonNode json(ReportInputs inputs) throws IOException {
    return new ObjectMapper().readTree(ReportWriter.json(ReportFacts.of(inputs)));
  }
}
