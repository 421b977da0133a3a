package org.flanspark.data.vocabulary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.flanspark.data.token.TokenizerFiles;

/**
 * A vocabulary as the files that Hugging Face tools load: {@code tokenizer.json} (model BPE,
 * pre-tokenizer and decoder ByteLevel, no normalizer, nothing truncated, padded or added) and the
 * {@code tokenizer_config.json} that names its end of sequence. The same vocabulary gives the same
 * bytes.
 */
public final class TokenizerFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Line feeds on every system, so that the bytes do not depend on it. */
  private static final DefaultPrettyPrinter PRINTER =
      new DefaultPrettyPrinter()
          .withObjectIndenter(new DefaultIndenter("  ", "\n"))
          .withArrayIndenter(new DefaultIndenter("  ", "\n"));

  private TokenizerFile() {}

  /** Both files. */
  public static TokenizerFiles files(Vocabulary vocabulary) {
    return TokenizerFiles.of(print(tokenizer(vocabulary)), print(configuration()));
  }

  private static ObjectNode tokenizer(Vocabulary vocabulary) {
    ObjectNode tokenizer = JSON.createObjectNode().put("version", "1.0");
    tokenizer.putNull("truncation");
    tokenizer.putNull("padding");
    tokenizer.putArray("added_tokens").add(endOfText());
    tokenizer.putNull("normalizer");
    tokenizer.set("pre_tokenizer", byteLevel());
    tokenizer.putNull("post_processor");
    tokenizer.set("decoder", byteLevel());
    tokenizer.set("model", model(vocabulary));
    return tokenizer;
  }

  private static ObjectNode endOfText() {
    return JSON.createObjectNode()
        .put("id", 0)
        .put("content", Vocabulary.END_OF_TEXT)
        .put("single_word", false)
        .put("lstrip", false)
        .put("rstrip", false)
        .put("normalized", false)
        .put("special", true);
  }

  private static ObjectNode byteLevel() {
    return JSON.createObjectNode()
        .put("type", "ByteLevel")
        .put("add_prefix_space", false)
        .put("trim_offsets", true)
        .put("use_regex", true);
  }

  private static ObjectNode model(Vocabulary vocabulary) {
    ObjectNode model = JSON.createObjectNode().put("type", "BPE");
    model.putNull("dropout");
    model.putNull("unk_token");
    model.putNull("continuing_subword_prefix");
    model.putNull("end_of_word_suffix");
    model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
    ObjectNode ids = model.putObject("vocab");
    for (int id = 0; id < vocabulary.size(); id++) {
      ids.put(vocabulary.tokens().get(id), id);
    }
    ArrayNode merges = model.putArray("merges");
    // "left right", not a pair: tools older than tokenizers 0.20 read nothing else.
    vocabulary.merges().forEach(merge -> merges.add(merge.left() + " " + merge.right()));
    return model;
  }

  private static ObjectNode configuration() {
    return JSON.createObjectNode()
        .put("tokenizer_class", "PreTrainedTokenizerFast")
        .put("eos_token", Vocabulary.END_OF_TEXT)
        .put("clean_up_tokenization_spaces", false);
  }

  private static String print(ObjectNode node) {
    try {
      return JSON.writer(PRINTER).writeValueAsString(node) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot print a tokenizer file: " + e, e);
    }
  }
}
