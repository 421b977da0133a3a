package org.flanspark.data.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flanspark.config.ConfigException;

/** What {@code tokenizer.json} says besides the rules: its ids and its special tokens. */
final class TokenizerLayout {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode root;
  private final Map<String, Integer> ids = new LinkedHashMap<>();
  private final SortedMap<String, Integer> special = new TreeMap<>();

  TokenizerLayout(String tokenizerJson) {
    root = object(tokenizerJson, TokenizerFiles.TOKENIZER_FILE);
    JsonNode vocabulary = root.path("model").path("vocab");
    vocabulary
        .fields()
        .forEachRemaining(entry -> ids.put(entry.getKey(), entry.getValue().asInt()));
    if (vocabulary.isArray()) { // Unigram: pairs of piece and score, the index is the id
      for (int id = 0; id < vocabulary.size(); id++) {
        ids.put(vocabulary.path(id).path(0).asText(), id);
      }
    }
    for (JsonNode token : root.path("added_tokens")) {
      ids.put(token.path("content").asText(), token.path("id").asInt());
      if (token.path("special").asBoolean()) {
        special.put(token.path("content").asText(), token.path("id").asInt());
      }
    }
    if (ids.isEmpty()) {
      throw new ConfigException(
          "Invalid %s: no model.vocab, expected a file that Hugging Face's tokenizers wrote"
              .formatted(TokenizerFiles.TOKENIZER_FILE));
    }
  }

  static ObjectNode object(String json, String file) {
    try {
      if (JSON.readTree(json) instanceof ObjectNode object) {
        return object;
      }
      throw new ConfigException("Invalid %s: expected a JSON object".formatted(file));
    } catch (JsonProcessingException e) {
      throw new ConfigException("Invalid %s: %s".formatted(file, e.getOriginalMessage()));
    }
  }

  Map<String, Integer> ids() {
    return ids;
  }

  /** Special tokens by their text. */
  SortedMap<String, Integer> special() {
    return special;
  }

  /** Whether {@link WordCuts} may cut its texts. */
  boolean areCutsSafe() {
    return WordCuts.areSafe(root);
  }

  /** One more than the largest id. */
  int size() {
    return ids.values().stream().mapToInt(Integer::intValue).max().orElseThrow() + 1;
  }

  /**
   * The file with truncation and padding off, and with special tokens spelled so that no text holds
   * them: the library cannot otherwise be kept from finding them in a text. Ids stay what they are;
   * they would not if the tokens were left out.
   */
  String withUnreachableSpecialTokens() {
    ObjectNode copy = root.deepCopy();
    copy.putNull("truncation");
    copy.putNull("padding");
    for (JsonNode token : copy.path("added_tokens")) {
      if (token.path("special").asBoolean()) {
        ((ObjectNode) token).put("content", unreachable(token.path("id").asInt()));
      }
    }
    if (copy.path("model") instanceof ObjectNode model) {
      respell(model);
    }
    return copy.toString();
  }

  private void respell(ObjectNode model) {
    JsonNode vocabulary = model.path("vocab");
    if (vocabulary instanceof ObjectNode byText) {
      for (String text : special.keySet()) {
        JsonNode id = byText.remove(text);
        if (id != null) {
          byText.set(unreachable(id.asInt()), IntNode.valueOf(id.asInt()));
        }
      }
    } else if (vocabulary instanceof ArrayNode pieces) {
      for (int id : special.values()) {
        if (pieces.path(id) instanceof ArrayNode piece) {
          piece.set(0, TextNode.valueOf(unreachable(id)));
        }
      }
    }
    Integer unknown = special.get(model.path("unk_token").asText(""));
    if (unknown != null) {
      model.put("unk_token", unreachable(unknown));
    }
  }

  /** Between two noncharacters of Unicode, which no text interchanges. */
  private static String unreachable(int id) {
    return "\uFDD0special " + id + "\uFDD1";
  }
}
