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
            "baseline_prompt",
            "majority",
            "chance",
            "gain",
            "gain_over_baseline_prompt",
            "metrics",
            "conditions");
    assertThat(task.toString())
        .isEqualTo(
            """
            {"task":"sst2","cluster":"sentiment","held_out":false,"metric":"accuracy",\
            "examples":872,"tuned":{"mean":0.81,"std":0.021,"best_dev":0.83,\
            "interval":{"low":0.783,"high":0.836},"normalisations":{"per-byte":0.8300000000000001,\
            "per-character":0.8200000000000001,"per-token":0.81,"sum":0.8,"unconditional":0.8400000000000001}},\
            "untuned":{"mean":0.502,"std":0.004,"best_dev":0.5,\
            "interval":{"low":0.469,"high":0.535},"normalisations":{"per-byte":0.522,\
            "per-character":0.512,"per-token":0.502,"sum":0.492,"unconditional":0.532}},\
            "baseline_prompt":null,"majority":0.51,"chance":0.5,"gain":{"difference":0.308,\
            "interval":{"low":0.265,"high":0.351},"p_value":1.0E-4,"adjusted_p_value":2.0E-4,\
            "significant":true},"gain_over_baseline_prompt":null,\
            "metrics":{"accuracy":{"mean":0.81,"std":0.021}},"conditions":[\
            {"style":"instructions","shots":0,"tuned":{"mean":0.81,"std":0.021,"best_dev":0.83},\
            "untuned":{"mean":0.502,"std":0.004,"best_dev":0.5}},\
            {"style":"instructions","shots":5,"tuned":{"mean":0.83,"std":0.021,\
            "best_dev":null},"untuned":{"mean":0.522,"std":0.004,"best_dev":null}},\
            {"style":"task-name","shots":0,"tuned":{"mean":0.71,"std":0.0,\
            "best_dev":null},"untuned":{"mean":0.402,"std":0.0,"best_dev":null}}]}\
            """);
    assertThat(report.at("/tasks/0/untuned").isNull()).isTrue();
    assertThat(report.at("/tasks/0/tuned/best_dev").isNull()).isTrue();
    assertThat(report.at("/tasks/1/held_out").asBoolean()).isTrue();
    assertThat(report.at("/clusters/2/cluster").asText()).isEqualTo("natural-language-inference");
    assertThat(report.at("/clusters/2/tuned/mean").asDouble()).isEqualTo(0.541);
  }

  @Test
  void certaintyIsNullWhereItWasNotMeasuredAndSoIsAWayThatAModelWasNotAsked() throws IOException {
    JsonNode report = json(Reports.whole());
    assertThat(report.path("normalisation").asText()).isEqualTo("per-token");
    assertThat(report.path("confidence").asDouble()).isEqualTo(0.95);
    assertThat(report.at("/tasks/0/tuned/interval").isNull()).isTrue();
    assertThat(report.at("/tasks/0/gain").isNull()).isTrue();
    assertThat(report.at("/tasks/1/gain/significant").asBoolean()).isFalse();
    assertThat(report.at("/tasks/1/baseline_prompt").asDouble()).isEqualTo(0.473);
    assertThat(report.at("/clusters/2/gain_over_baseline_prompt").toString())
        .isEqualTo(
            """
            {"difference":0.068,"interval":{"low":0.011,"high":0.125},"p_value":0.021,\
            "adjusted_p_value":0.042,"significant":true}\
            """);
    assertThat(report.at("/clusters/2/conditions/0").toString())
        .isEqualTo(
            """
            {"style":"baseline","shots":0,"tuned":null,\
            "untuned":{"mean":0.473,"std":null,"best_dev":null}}\
            """);
    JsonNode prepared = json(Reports.preparedOnly());
    assertThat(prepared.path("normalisation").isNull()).isTrue();
    assertThat(prepared.path("confidence").isNull()).isTrue();
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
            "returned_bytes":480000000,"reduced_bytes":160000000,\
            "driver_peak_bytes":1050000040,"executor_peak_bytes":2099999999}\
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
