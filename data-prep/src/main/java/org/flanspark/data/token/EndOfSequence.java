package org.flanspark.data.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import org.flanspark.config.ConfigException;
import org.flanspark.config.KeyNames;
import org.jspecify.annotations.Nullable;

/**
 * Finds the token that ends a target: what the configuration names, else {@code eos_token} of
 * {@code tokenizer_config.json}, else the tokenizer's only special token.
 */
final class EndOfSequence {
  private EndOfSequence() {}

  static int find(TokenizerLayout layout, JsonNode configuration, @Nullable String named) {
    if (named != null) {
      return id(layout, "tokenizer.end-of-sequence", named);
    }
    JsonNode token = configuration.path("eos_token");
    String text = token.isObject() ? token.path("content").asText("") : token.asText("");
    // A null in JSON reads as the text "null".
    if (!text.isEmpty() && !token.isNull()) {
      return id(layout, "eos_token of " + TokenizerFiles.CONFIGURATION_FILE, text);
    }
    Collection<Integer> special = layout.special().values();
    if (special.size() == 1) {
      return special.iterator().next();
    }
    throw new ConfigException(
        "Missing tokenizer.end-of-sequence: the tokenizer's files do not name it; its special"
            + " tokens are %s".formatted(layout.special().keySet()));
  }

  private static int id(TokenizerLayout layout, String key, String text) {
    Integer id = layout.ids().get(text);
    if (id == null) {
      throw new ConfigException(
          "Invalid %s: %s"
              .formatted(key, KeyNames.unknown("token", text, layout.special().keySet())));
    }
    return id;
  }
}
