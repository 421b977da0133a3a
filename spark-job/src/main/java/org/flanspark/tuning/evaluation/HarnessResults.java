package org.flanspark.tuning.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.tuning.evaluation.answer.EvaluatedModel;
import org.flanspark.tuning.metric.Interval;
import org.jspecify.annotations.Nullable;

/**
 * Results of one model in the layout of EleutherAI's lm-evaluation-harness (its
 * lm_eval/result_schema.py), for tools that read that.
 *
 * <p>Numbers are means over the templates of the main way of asking, on the test split; a group is
 * a cluster, in which each task counts alike. Options are chosen as the harness chooses them,
 * whatever the run's normalisation: {@code acc} by the sum of log-probabilities, {@code acc_norm}
 * by it over characters, {@code acc_bytes} over bytes, {@code acc_mutual_info} over the
 * unconditional probability. A number that was only measured by another choice is left out.
 *
 * <p>The harness's standard errors are of means over examples, or of its own bootstrap. Ours are
 * half the bootstrap's interval over the normal quantile of its confidence, for the one number that
 * has an interval; elsewhere stands {@code N/A}, as there. A task's version is that of the format
 * of {@link EvaluationResults}. Only the examples that were evaluated are known here, so that both
 * counts of samples are theirs.
 */
final class HarnessResults {
  private static final String SOFTWARE = "flanspark";

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final EvaluationResults results;
  private final EvaluatedModel model;
  private final double quantile;

  private HarnessResults(EvaluationResults results, EvaluatedModel model) {
    this.results = results;
    this.model = model;
    this.quantile =
        new NormalDistribution(null, 0, 1)
            .inverseCumulativeProbability((1 + results.confidence()) / 2);
  }

  /**
   * Writes {@code results.json} for the tuned model, {@code results-untuned.json} for the other.
   */
  static void write(EvaluationResults results, FileSystem files, Path folder) throws IOException {
    for (EvaluatedModel model : results.models()) {
      String suffix = isTuned(model) ? "" : "-" + model.role();
      try (OutputStream out = files.create(new Path(folder, "results%s.json".formatted(suffix)))) {
        out.write(JSON.writeValueAsBytes(of(results, model)));
      }
    }
  }

  /** One model's file. */
  static JsonNode of(EvaluationResults results, EvaluatedModel model) {
    return new HarnessResults(results, model).tree();
  }

  private static boolean isTuned(EvaluatedModel model) {
    return model.role().equals(EvaluatedModel.TUNED);
  }

  private ObjectNode tree() {
    ObjectNode groups = groups(this::scores);
    ObjectNode tree = object();
    // The harness repeats its groups among the results. A task of a group's name stays a task.
    tree.set("results", groups.deepCopy().setAll(tasks(this::scores)));
    tree.set("groups", groups);
    tree.set("group_subtasks", groups(cluster -> texts(cluster.tasks())));
    tree.set("configs", tasks(this::config));
    tree.set("versions", tasks(task -> version()));
    tree.set("n-shot", tasks(task -> IntNode.valueOf(shots(task))));
    tree.set(
        "higher_is_better",
        groups(cluster -> directions(numbers(cluster)))
            .setAll(tasks(task -> directions(numbers(task)))));
    tree.set("n-samples", tasks(HarnessResults::samples));
    tree.set("config", config());
    tree.put("model_source", SOFTWARE);
    tree.put("model_name", model.source());
    tree.put("model_name_sanitized", model.source().replaceAll("[\"<>:/|\\\\?*\\[\\]]+", "__"));
    tree.put("total_evaluation_time_seconds", Double.toString(model.seconds()));
    return tree;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static ArrayNode texts(Iterable<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  private ObjectNode tasks(Function<TaskResult, JsonNode> value) {
    ObjectNode byTask = object();
    results.tasks().stream()
        .filter(task -> scoresOf(task) != null)
        .forEach(task -> byTask.set(task.task(), value.apply(task)));
    return byTask;
  }

  private ObjectNode groups(Function<ClusterResult, JsonNode> value) {
    ObjectNode byCluster = object();
    results.clusters().stream()
        .filter(cluster -> summary(cluster) != null)
        .forEach(cluster -> byCluster.set(cluster.cluster(), value.apply(cluster)));
    return byCluster;
  }

  private @Nullable ModelScores scoresOf(TaskResult task) {
    return isTuned(model) ? task.tuned() : task.untuned();
  }

  private @Nullable ScoreSummary summary(ClusterResult cluster) {
    return isTuned(model) ? cluster.tuned() : cluster.untuned();
  }

  private @Nullable Interval interval(@Nullable Certainty certainty) {
    if (certainty == null) {
      return null;
    }
    return isTuned(model) ? certainty.tuned() : certainty.untuned();
  }

  private HarnessNumbers numbers(TaskResult task) {
    return HarnessNumbers.of(
        task.metric(),
        isRanked(task),
        results.normalisation(),
        summary(task),
        interval(task.certainty()));
  }

  private ScoreSummary summary(TaskResult task) {
    ModelScores scores = scoresOf(task);
    return scores == null ? task.tuned().summary() : scores.summary();
  }

  private HarnessNumbers numbers(ClusterResult cluster) {
    ScoreSummary summary = summary(cluster);
    return HarnessNumbers.of(
        cluster.metric(),
        results.tasks().stream()
            .filter(task -> cluster.tasks().contains(task.task()))
            .anyMatch(HarnessResults::isRanked),
        results.normalisation(),
        summary == null ? cluster.tuned() : summary,
        interval(cluster.certainty()));
  }

  private static boolean isRanked(TaskResult task) {
    return !task.tuned().summary().normalisations().isEmpty();
  }

  private JsonNode scores(TaskResult task) {
    return scores(task.task(), numbers(task));
  }

  private JsonNode scores(ClusterResult cluster) {
    return scores(cluster.cluster(), numbers(cluster));
  }

  private JsonNode scores(String alias, HarnessNumbers numbers) {
    ObjectNode tree = object().put("alias", alias);
    numbers.addTo(tree, quantile);
    return tree;
  }

  private static JsonNode directions(HarnessNumbers numbers) {
    ObjectNode tree = object();
    numbers.metrics().forEach(metric -> tree.put(metric.name(), true));
    return tree;
  }

  private JsonNode version() {
    return IntNode.valueOf(results.formatVersion());
  }

  /** Of the main way of asking, which is the first with instructions. */
  private static int shots(TaskResult task) {
    return task.tuned().conditions().stream()
        .filter(condition -> condition.style().equals(EvaluationRow.INSTRUCTIONS))
        .mapToInt(ConditionScores::shots)
        .findFirst()
        .orElse(0);
  }

  private static JsonNode samples(TaskResult task) {
    return object().put("original", task.examples()).put("effective", task.examples());
  }

  private JsonNode config(TaskResult task) {
    ObjectNode tree = object();
    tree.put("task", task.task());
    tree.put("tag", task.cluster());
    tree.put("test_split", PreparedFolder.TEST);
    tree.put("num_fewshot", shots(task));
    ArrayNode metrics = tree.putArray("metric_list");
    for (HarnessMetric metric : numbers(task).metrics()) {
      metrics
          .addObject()
          .put("metric", metric.name())
          .put("aggregation", metric.aggregation())
          .put("higher_is_better", true);
    }
    tree.put("output_type", isRanked(task) ? "multiple_choice" : "generate_until");
    tree.put("repeats", 1);
    tree.put("should_decontaminate", true);
    tree.putObject("metadata")
        .put("held_out", task.heldOut())
        .<ObjectNode>set("version", version());
    return tree;
  }

  private JsonNode config() {
    ObjectNode tree = object();
    tree.put("model", SOFTWARE);
    tree.putObject("model_args").put("pretrained", model.source());
    tree.putNull("batch_size");
    tree.putArray("batch_sizes");
    tree.putNull("device");
    tree.putNull("use_cache");
    tree.putNull("limit");
    tree.putNull("gen_kwargs");
    return tree;
  }
}
