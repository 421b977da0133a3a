package org.flanspark.tuning.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.inference.OptionScores;
import org.flanspark.tuning.inference.ScoringPrompt;

/**
 * The lines of {@code score}.
 *
 * <pre>
 * {"prompt": "2 + 2?", "options": ["4", "five"]}
 * {"log_probs": [-1.25, -7.5], "token_counts": [1, 2]}
 * </pre>
 */
final class ScoringLines {
  private static final String PROMPT = "prompt";
  private static final String OPTIONS = "options";

  private final LocalModel model;

  ScoringLines(LocalModel model) {
    this.model = model;
  }

  /**
   * The ids of a line's prompt and of its options, each cut alone.
   *
   * @throws DataException if a field is missing or empty, or the model's context is too short
   */
  ScoringPrompt read(JsonNode line) {
    TokenIds prompt = model.prompt(JsonLinePass.textField(line, PROMPT));
    if (prompt.isEmpty()) {
      throw new DataException("'prompt' has no token, expected at least 1");
    }
    List<TokenIds> options = new ArrayList<>();
    for (JsonNode option : options(line)) {
      String name = "option " + (options.size() + 1);
      TokenIds ids = model.tokenizer().encode(JsonLinePass.text(option, name));
      check(prompt, name, ids);
      options.add(ids);
    }
    return new ScoringPrompt(prompt, options);
  }

  /**
   * A line of the result.
   *
   * @throws DataException if a score is no number
   */
  static ObjectNode answer(ScoringPrompt prompt, OptionScores scores) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    ArrayNode logProbabilities = line.putArray("log_probs");
    for (double score : scores.logProbabilities()) {
      if (!Double.isFinite(score)) {
        throw new DataException(
            "the scores are %s; the model's weights have diverged"
                .formatted(scores.logProbabilities()));
      }
      logProbabilities.add(score);
    }
    ArrayNode tokenCounts = line.putArray("token_counts");
    prompt.options().forEach(option -> tokenCounts.add(option.length()));
    return line;
  }

  private static JsonNode options(JsonNode line) {
    JsonNode options = line.path(OPTIONS);
    if (options.isMissingNode()) {
      throw new DataException("missing 'options'");
    }
    if (!options.isArray() || options.isEmpty()) {
      throw new DataException(
          "'options' is %s, expected a list of at least 1 text"
              .formatted(options.isArray() ? "empty" : JsonLinePass.kind(options)));
    }
    return options;
  }

  private void check(TokenIds prompt, String name, TokenIds option) {
    if (option.isEmpty()) {
      throw new DataException("%s has no token, expected at least 1".formatted(name));
    }
    if (prompt.length() + option.length() > model.context()) {
      throw new DataException(
          "a prompt of %s tokens and %s of %s, expected at most the model's context of %s together"
              .formatted(prompt.length(), name, option.length(), model.context()));
    }
  }
}
