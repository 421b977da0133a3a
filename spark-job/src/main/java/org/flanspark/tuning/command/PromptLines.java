package org.flanspark.tuning.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.token.TokenIds;

/**
 * The lines of {@code generate}.
 *
 * <pre>
 * {"prompt": "2 + 2?"}
 * {"text": "4"}
 * </pre>
 */
final class PromptLines {
  private final LocalModel model;

  PromptLines(LocalModel model) {
    this.model = model;
  }

  /**
   * The ids of a line's prompt.
   *
   * @throws DataException if there is none, or no room behind it in the model's context
   */
  TokenIds read(JsonNode line) {
    TokenIds ids = model.prompt(JsonLinePass.textField(line, "prompt"));
    if (ids.isEmpty() || ids.length() >= model.context()) {
      throw new DataException(
          "'prompt' has %s tokens, expected at least 1 and fewer than the model's context of %s"
              .formatted(ids.length(), model.context()));
    }
    return ids;
  }

  /** A line for each text. */
  List<ObjectNode> answer(List<TokenIds> texts) {
    return texts.stream()
        .map(
            ids -> JsonNodeFactory.instance.objectNode().put("text", model.tokenizer().decode(ids)))
        .toList();
  }
}
