package org.flanspark.tuning.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.model.ModelShape;

/**
 * {@code config.json} of Hugging Face's GPT-2: what a decoder is besides its weights. Whatever
 * would make the weights mean something else is refused.
 *
 * @param ids the special ids; GPT-2's own, 50256, where the file names none
 */
record Gpt2Config(ModelShape shape, SpecialIds ids) {
  private static final String ARCHITECTURE = "GPT2LMHeadModel";
  private static final String MODEL_TYPE = "gpt2";
  private static final double NORM_EPSILON = 1e-5;
  private static final int DEFAULT_SPECIAL_ID = 50_256;
  private static final int MAX_LAYERS = 10_000;
  private static final int MAX_WIDTH = 1 << 20;
  private static final int MAX_TOKENS = 1 << 27;

  /** Names of the one activation: GELU by its tanh approximation. */
  private static final Set<String> ACTIVATIONS = Set.of("gelu_new", "gelu_pytorch_tanh");

  ObjectNode toJson() {
    ObjectNode config = FolderFiles.newObject();
    config.putArray("architectures").add(ARCHITECTURE);
    config.put("model_type", MODEL_TYPE);
    config.put("n_layer", shape.layers());
    config.put("n_embd", shape.width());
    config.put("n_head", shape.heads());
    config.put("n_inner", shape.feedForwardWidth());
    config.put("n_positions", shape.context());
    config.put("vocab_size", shape.vocabulary());
    config.put("activation_function", "gelu_new");
    config.put("layer_norm_epsilon", NORM_EPSILON);
    // The model was trained without dropout; transformers' own default is 0.1.
    config.put("attn_pdrop", 0.0).put("embd_pdrop", 0.0).put("resid_pdrop", 0.0);
    config.put("bos_token_id", ids.beginOfSequence());
    config.put("eos_token_id", ids.endOfSequence());
    config.put("tie_word_embeddings", shape.tiedEmbeddings());
    config.put("torch_dtype", "float32");
    config.put("use_cache", true);
    return config;
  }

  /**
   * Reads a configuration.
   *
   * @param file for messages
   * @throws DataException where the architecture is another, or a value is invalid
   */
  static Gpt2Config of(ObjectNode json, String file) {
    Reader reader = new Reader(json, file);
    reader.requireGpt2();
    return new Gpt2Config(reader.shape(), reader.ids());
  }

  /** Values of one file, each checked. */
  private record Reader(ObjectNode json, String file) {

    void requireGpt2() {
      String type = json.path("model_type").asText("missing");
      require(type.equals(MODEL_TYPE), "model_type", type, MODEL_TYPE);
      for (JsonNode architecture : json.path("architectures")) {
        String name = architecture.asText();
        boolean known = name.equals(ARCHITECTURE) || name.equals("GPT2Model");
        require(known, "architectures", name, ARCHITECTURE);
      }
      String activation = json.path("activation_function").asText("gelu_new");
      require(ACTIVATIONS.contains(activation), "activation_function", activation, "gelu_new");
      double epsilon = json.path("layer_norm_epsilon").asDouble(NORM_EPSILON);
      require(epsilon == NORM_EPSILON, "layer_norm_epsilon", epsilon, "1e-5");
      requireBoolean("tie_word_embeddings", true);
      requireBoolean("scale_attn_weights", true);
      requireBoolean("scale_attn_by_inverse_layer_idx", false);
      requireBoolean("add_cross_attention", false);
    }

    private void requireBoolean(String key, boolean expected) {
      JsonNode value = json.path(key);
      boolean agrees = value.isMissingNode() || value.isNull() || value.asBoolean() == expected;
      require(agrees, key, value, expected);
    }

    ModelShape shape() {
      int width = size("n_embd", MAX_WIDTH);
      int heads = size("n_head", width);
      require(width % heads == 0, "n_embd", width, "a multiple of the %s heads".formatted(heads));
      boolean inner = json.hasNonNull("n_inner");
      return new ModelShape(
          ModelShape.GPT2,
          size("n_layer", MAX_LAYERS),
          width,
          heads,
          inner ? size("n_inner", 4 * MAX_WIDTH) : 4 * width,
          size("n_positions", MAX_TOKENS),
          size("vocab_size", MAX_TOKENS),
          true);
    }

    SpecialIds ids() {
      return new SpecialIds(id("bos_token_id"), id("eos_token_id"));
    }

    private int size(String key, int max) {
      JsonNode value = json.path(key);
      boolean valid = value.isInt() && value.asInt() >= 1 && value.asInt() <= max;
      require(valid, key, shown(value), "a whole number from 1 to " + max);
      return value.asInt();
    }

    /** Newer versions list several ends of a sequence; the first is the one of training. */
    private int id(String key) {
      JsonNode value = json.path(key);
      JsonNode first = value.isArray() ? value.path(0) : value;
      if (first.isMissingNode() || first.isNull()) {
        return DEFAULT_SPECIAL_ID;
      }
      require(first.isInt() && first.asInt() >= 0, key, value, "a token id");
      return first.asInt();
    }

    private void require(boolean condition, String key, Object value, Object expected) {
      if (!condition) {
        throw new DataException(
            "Invalid %s in %s: %s, expected %s".formatted(key, file, value, expected));
      }
    }

    private static String shown(JsonNode value) {
      return value.isMissingNode() ? "missing" : value.toString();
    }
  }
}
