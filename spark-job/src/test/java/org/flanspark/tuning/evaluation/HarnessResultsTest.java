package org.flanspark.tuning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.flanspark.tuning.evaluation.answer.EvaluatedModel;
import org.flanspark.tuning.metric.Interval;
import org.flanspark.tuning.metric.MeanAndDeviation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HarnessResultsTest {
  /** 1.96 standard errors to either side, of 0.95 confidence: the standard error is 0.0250. */
  private static final Interval INTERVAL = new Interval(0.451, 0.549);

  @TempDir private java.nio.file.Path folder;

  /**
   * The keys of lm_eval/result_schema.py of EleutherAI/lm-evaluation-harness, {@code EvalResults},
   * but for those of its own software, of samples, of chat templates and of the date.
   */
  @Test
  void hasTheKeysOfTheHarness() {
    assertThat(names(tuned("sum")))
        .containsExactlyInAnyOrder(
            "results",
            "groups",
            "group_subtasks",
            "configs",
            "versions",
            "n-shot",
            "higher_is_better",
            "n-samples",
            "config",
            "model_source",
            "model_name",
            "model_name_sanitized",
            "total_evaluation_time_seconds");
  }

  /**
   * Its keys of a task's configuration in
   * african_nlp_benchmarks/sw_mmlu_0shot_2026-01-26T15-00-37.633186.json of the same repository's
   * pull requests, but for those of prompts.
   */
  @Test
  void aTaskIsConfiguredAsThere() {
    assertThat(tuned("sum").at("/configs/rte").toString())
        .isEqualTo(
            """
            {"task":"rte","tag":"nli","test_split":"test","num_fewshot":2,"metric_list":[\
            {"metric":"acc","aggregation":"mean","higher_is_better":true},\
            {"metric":"acc_bytes","aggregation":"mean","higher_is_better":true},\
            {"metric":"acc_mutual_info","aggregation":"mean","higher_is_better":true},\
            {"metric":"acc_norm","aggregation":"mean","higher_is_better":true},\
            {"metric":"f1","aggregation":"f1","higher_is_better":true}],\
            "output_type":"multiple_choice","repeats":1,"should_decontaminate":true,\
            "metadata":{"held_out":true,"version":3}}\
            """);
    assertThat(tuned("sum").at("/configs/wmt/output_type").asText()).isEqualTo("generate_until");
    assertThat(tuned("sum").at("/n-shot/rte").asInt()).isEqualTo(2);
    assertThat(tuned("sum").at("/n-samples/rte").toString())
        .isEqualTo("{\"original\":277,\"effective\":277}");
    assertThat(tuned("sum").at("/versions").toString()).isEqualTo("{\"rte\":3,\"wmt\":3}");
    assertThat(tuned("sum").at("/higher_is_better/wmt").toString()).isEqualTo("{\"bleu\":true}");
    assertThat(tuned("sum").at("/config").toString())
        .isEqualTo(
            """
            {"model":"flanspark","model_args":{"pretrained":"/runs/a [1]/model"},\
            "batch_size":null,"batch_sizes":[],"device":null,"use_cache":null,"limit":null,\
            "gen_kwargs":null}\
            """);
    assertThat(tuned("sum").path("model_name_sanitized").asText())
        .isEqualTo("__runs__a __1__model");
    assertThat(tuned("sum").path("total_evaluation_time_seconds").toString()).isEqualTo("\"12.5\"");
  }

  @Test
  void accIsBySumAndAccNormByCharactersAndTheStandardErrorOfTheOneThatHasAnInterval() {
    JsonNode task = tuned("sum").at("/results/rte");
    assertThat(names(task))
        .containsExactly(
            "alias",
            "acc,none",
            "acc_stderr,none",
            "acc_bytes,none",
            "acc_bytes_stderr,none",
            "acc_mutual_info,none",
            "acc_mutual_info_stderr,none",
            "acc_norm,none",
            "acc_norm_stderr,none",
            "f1,none",
            "f1_stderr,none");
    assertThat(task.path("alias").asText()).isEqualTo("rte");
    assertThat(task.path("acc,none").asDouble()).isEqualTo(0.5);
    assertThat(task.path("acc_stderr,none").asDouble()).isEqualTo(0.025, within(1e-5));
    assertThat(task.path("acc_norm,none").asDouble()).isEqualTo(0.52);
    assertThat(task.path("acc_norm_stderr,none").asText()).isEqualTo("N/A");
    assertThat(task.path("acc_bytes,none").asDouble()).isEqualTo(0.53);
    assertThat(task.path("acc_mutual_info,none").asDouble()).isEqualTo(0.54);
    assertThat(task.path("f1,none").asDouble()).isEqualTo(0.45);
  }

  @Test
  void numbersByAnotherChoiceThanTheHarnesssAreLeftOut() {
    JsonNode task = tuned("per-byte").at("/results/rte");
    assertThat(task.path("acc,none").asDouble()).isEqualTo(0.5);
    assertThat(task.path("acc_stderr,none").asText()).isEqualTo("N/A");
    assertThat(task.path("acc_bytes_stderr,none").asDouble()).isEqualTo(0.025, within(1e-5));
    assertThat(task.has("f1,none")).isFalse();
  }

  @Test
  void bleuIsInPerCent() {
    JsonNode task = tuned("per-byte").at("/results/wmt");
    assertThat(task.path("bleu,none").asDouble()).isEqualTo(25);
    assertThat(task.path("bleu_stderr,none").asDouble()).isEqualTo(2.5, within(1e-3));
  }

  @Test
  void clustersAreGroups() {
    JsonNode tree = tuned("sum");
    assertThat(tree.path("group_subtasks").toString())
        .isEqualTo("{\"nli\":[\"rte\"],\"translation\":[\"wmt\"]}");
    assertThat(tree.at("/groups/nli/acc,none").asDouble()).isEqualTo(0.5);
    assertThat(tree.at("/results/nli")).isEqualTo(tree.at("/groups/nli"));
    assertThat(tree.at("/higher_is_better/translation/bleu").asBoolean()).isTrue();
  }

  @Test
  void theUntunedModelHasWhatItWasAsked() {
    EvaluationResults results = results("sum");
    JsonNode tree = HarnessResults.of(results, results.models().get(1));
    assertThat(names(tree.path("results"))).containsExactly("nli", "rte");
    assertThat(names(tree.path("configs"))).containsExactly("rte");
    assertThat(tree.at("/results/rte/acc,none").asDouble()).isEqualTo(0.4);
    assertThat(tree.at("/results/rte/acc_stderr,none").asText()).isEqualTo("N/A");
  }

  @Test
  void eachModelHasAFile() throws IOException {
    Path path = new Path(folder.toString());
    HarnessResults.write(results("sum"), FileSystem.getLocal(new Configuration()), path);

    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(folder.resolve("results.json").toFile()).toString())
        .isEqualTo(tuned("sum").toString());
    assertThat(
            json.readTree(folder.resolve("results-untuned.json").toFile())
                .path("model_name")
                .asText())
        .isEqualTo("random weights");
  }

  private static List<String> names(JsonNode tree) {
    return ImmutableList.copyOf(tree.fieldNames());
  }

  private static JsonNode tuned(String normalisation) {
    EvaluationResults results = results(normalisation);
    return HarnessResults.of(results, results.models().get(0));
  }

  private static EvaluationResults results(String normalisation) {
    ModelScores tuned = ranked(0.5);
    ModelScores untuned = ranked(0.4);
    Certainty certainty = new Certainty(INTERVAL, null, null, null);
    ModelScores translated = scores(0, summary(Map.of("bleu", 0.25), Map.of()));
    Certainty bleu = new Certainty(new Interval(0.201, 0.299), null, null, null);
    return new EvaluationResults(
        EvaluationResults.FORMAT_VERSION,
        List.of("test"),
        normalisation,
        0.95,
        List.of(
            new EvaluatedModel(EvaluatedModel.TUNED, "/runs/a [1]/model", 10, 0, 12.5),
            new EvaluatedModel(EvaluatedModel.UNTUNED, "random weights", 10, 0, 3)),
        List.of(
            task("rte", "nli", "accuracy", 277, tuned, untuned, certainty),
            task("wmt", "translation", "bleu", 100, translated, null, bleu)),
        List.of(
            cluster("nli", "accuracy", "rte", tuned.summary(), untuned.summary(), certainty),
            cluster("translation", "bleu", "wmt", translated.summary(), null, bleu)),
        List.of(),
        List.of());
  }

  private static ModelScores ranked(double sum) {
    return scores(
        2,
        summary(
            Map.of("accuracy", sum, "f1", 0.45),
            Map.of(
                "sum", sum,
                "per-token", 0.51,
                "per-character", 0.52,
                "per-byte", 0.53,
                "unconditional", 0.54)));
  }

  private static ScoreSummary summary(
      Map<String, Double> metrics, Map<String, Double> normalisations) {
    Map<String, MeanAndDeviation> means = new TreeMap<>();
    metrics.forEach((name, value) -> means.put(name, new MeanAndDeviation(value, null)));
    return new ScoreSummary(0.5, null, null, means, normalisations);
  }

  private static ModelScores scores(int shots, ScoreSummary summary) {
    return new ModelScores(
        summary,
        null,
        null,
        List.of(
            new ConditionScores("baseline", 0, summary, null),
            new ConditionScores("instructions", shots, summary, null)),
        List.of());
  }

  private static TaskResult task(
      String name,
      String cluster,
      String metric,
      long examples,
      ModelScores tuned,
      @Nullable ModelScores untuned,
      Certainty certainty) {
    return new TaskResult(
        name, cluster, true, metric, null, examples, tuned, untuned, null, null, certainty);
  }

  private static ClusterResult cluster(
      String name,
      String metric,
      String task,
      ScoreSummary tuned,
      @Nullable ScoreSummary untuned,
      Certainty certainty) {
    return new ClusterResult(
        name,
        true,
        metric,
        List.of(task),
        100,
        tuned,
        untuned,
        null,
        null,
        null,
        certainty,
        List.of());
  }
}
