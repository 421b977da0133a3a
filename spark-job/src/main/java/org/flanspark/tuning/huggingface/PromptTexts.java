package org.flanspark.tuning.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flanspark.data.shard.Manifest.TokenizerFacts;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.Tokenizer;
import org.flanspark.data.token.TokenizerFiles;

/**
 * What stands around a user's message, as the texts that Hugging Face's tokenizers turn into the
 * ids of training.
 *
 * @param begin before a message
 * @param separator between a message and its answer
 * @param end behind an answer
 * @param staysApart whether a message meets special tokens alone, so that the whole text gives the
 *     ids of its parts
 */
record PromptTexts(String begin, String separator, String end, boolean staysApart) {

  /** The texts of prepared data's ids; special tokens stand as their own text. */
  static PromptTexts of(TokenizerFacts facts, TokenizerFiles files, Tokenizer tokenizer) {
    Map<Integer, String> added = addedTokens(files);
    return new PromptTexts(
        text(facts.begin(), added, tokenizer),
        text(facts.separator(), added, tokenizer),
        text(List.of(facts.endOfSequence()), added, tokenizer),
        staysApart(facts, added));
  }

  private static boolean staysApart(TokenizerFacts facts, Map<Integer, String> added) {
    List<Integer> begin = facts.begin();
    List<Integer> separator = facts.separator();
    return (begin.isEmpty() || added.containsKey(begin.get(begin.size() - 1)))
        && (separator.isEmpty() || added.containsKey(separator.get(0)));
  }

  private static Map<Integer, String> addedTokens(TokenizerFiles files) {
    ObjectNode json =
        FolderFiles.parse(
            files.tokenizer().getBytes(StandardCharsets.UTF_8), TokenizerFiles.TOKENIZER_FILE);
    Map<Integer, String> texts = new HashMap<>();
    for (JsonNode token : json.path("added_tokens")) {
      texts.put(token.path("id").asInt(), token.path("content").asText());
    }
    return texts;
  }

  private static String text(List<Integer> ids, Map<Integer, String> added, Tokenizer tokenizer) {
    StringBuilder text = new StringBuilder();
    List<Integer> plain = new ArrayList<>();
    for (int id : ids) {
      String special = added.get(id);
      if (special == null) {
        plain.add(id);
      } else {
        text.append(tokenizer.decode(TokenIds.copyOf(plain))).append(special);
        plain.clear();
      }
    }
    return text.append(tokenizer.decode(TokenIds.copyOf(plain))).toString();
  }
}
