package org.flanspark.tuning.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.flanspark.config.ConfigException;
import org.flanspark.config.EvaluationConfig;
import org.flanspark.config.Problems;

/** What prepared prompts can give: no more than their preparation was asked for. */
final class PreparedLimits {
  private static final String ALL = "all";

  private PreparedLimits() {}

  /**
   * Checks that the configuration asks for no more than was prepared.
   *
   * @param prepared the settings in the manifest
   * @throws ConfigException with every key that asks for more
   */
  static void check(JsonNode prepared, EvaluationConfig config) {
    Problems problems = new Problems();
    atMost(
        "max-examples-per-task",
        config.maxExamplesPerTask(),
        maxExamplesPerTask(prepared),
        problems);
    atMost(
        "max-new-tokens",
        config.maxNewTokens(),
        prepared.at("/evaluation/max-new-tokens").asInt(Integer.MAX_VALUE),
        problems);
    String templates = prepared.at("/evaluation/templates").asText(ALL);
    problems.check(
        count(config.templates()) <= count(templates),
        tooMany("templates", config.templates(), templates));
    List<Integer> shots = shots(prepared);
    problems.check(
        shots.containsAll(config.shots()),
        "Invalid evaluation.shots: %s, expected some of %s, which the prompts were prepared with; run prepare again for others"
            .formatted(config.shots(), shots));
    problems.throwIfAny();
  }

  /** The numbers of exemplars; earlier versions prepared for one, and wrote it without a list. */
  static List<Integer> shots(JsonNode prepared) {
    JsonNode shots = prepared.at("/evaluation/shots");
    return shots.isArray()
        ? StreamSupport.stream(shots.spliterator(), false).map(JsonNode::asInt).toList()
        : List.of(shots.asInt());
  }

  static int maxExamplesPerTask(JsonNode prepared) {
    return prepared.at("/evaluation/max-examples-per-task").asInt(Integer.MAX_VALUE);
  }

  private static void atMost(String key, int asked, int prepared, Problems problems) {
    problems.check(
        asked <= prepared, tooMany(key, Integer.toString(asked), Integer.toString(prepared)));
  }

  private static int count(String templates) {
    return templates.equals(ALL) ? Integer.MAX_VALUE : Integer.parseInt(templates);
  }

  private static String tooMany(String key, String asked, String prepared) {
    return "Invalid evaluation.%s: %s, expected at most %s, which the prompts were prepared with; run prepare again for more"
        .formatted(key, asked, prepared);
  }
}
