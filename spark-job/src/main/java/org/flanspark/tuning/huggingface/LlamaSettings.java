package org.flanspark.tuning.huggingface;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.flanspark.tuning.model.ModelShape;

/** The settings that Llama and the families after it share. */
record LlamaSettings(ConfigValues config) {
  private static final double NORM_EPSILON = 1e-6;

  /**
   * The shape of a family like Llama.
   *
   * @throws org.flanspark.data.shard.DataException where a value is invalid
   */
  ModelShape shape(String family) {
    config.requireText("hidden_act", "silu", Set.of("silu", "swish"));
    int width = config.width("hidden_size");
    int heads = config.heads("num_attention_heads");
    return ModelShape.of(
            family,
            config.layers("num_hidden_layers"),
            width,
            heads,
            config.tokens("max_position_embeddings"),
            config.tokens("vocab_size"))
        .keyValueHeads(keyValueHeads(heads))
        .headWidth(headWidth(width, heads))
        .feedForwardWidth(config.width("intermediate_size"))
        .tiedEmbeddings(config.isTrue("tie_word_embeddings", false))
        .normEpsilon(config.positive("rms_norm_eps", NORM_EPSILON))
        .rotary(new RotarySettings(config).read())
        .build();
  }

  private int keyValueHeads(int heads) {
    int keyValueHeads =
        config.has("num_key_value_heads") ? config.heads("num_key_value_heads") : heads;
    config.require(
        heads % keyValueHeads == 0,
        "num_key_value_heads",
        keyValueHeads,
        "a divisor of the %s heads".formatted(heads));
    return keyValueHeads;
  }

  private int headWidth(int width, int heads) {
    if (config.has("head_dim")) {
      return config.headWidth("head_dim");
    }
    config.require(
        width % heads == 0, "hidden_size", width, "a multiple of the %s heads".formatted(heads));
    return width / heads;
  }

  static void write(ModelShape shape, ObjectNode config) {
    config.put("num_hidden_layers", shape.layers());
    config.put("hidden_size", shape.width());
    config.put("num_attention_heads", shape.heads());
    config.put("num_key_value_heads", shape.keyValueHeads());
    config.put("head_dim", shape.headWidth());
    config.put("intermediate_size", shape.feedForwardWidth());
    config.put("max_position_embeddings", shape.context());
    config.put("vocab_size", shape.vocabulary());
    config.put("hidden_act", "silu");
    config.put("rms_norm_eps", shape.normEpsilon());
    RotarySettings.write(shape.rotary(), config);
    config.put("attention_dropout", 0.0);
  }
}
