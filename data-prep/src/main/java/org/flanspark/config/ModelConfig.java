package org.flanspark.config;

import org.jspecify.annotations.Nullable;

/** The decoder that is tuned. */
public record ModelConfig(
    @Setting(
            value = "null",
            says = "a Hugging Face folder; null = start from random weights of the shape below",
            elsewhere = {"model_name_or_path"})
        @Nullable String from,
    @Setting(
            value = "gpt2",
            says = "gpt2 | llama | qwen2",
            elsewhere = {"model_type"})
        ModelFamily family,
    @Setting(
            value = "4",
            min = 1,
            elsewhere = {"n_layer", "num_hidden_layers"})
        int layers,
    @Setting(
            value = "256",
            min = 1,
            elsewhere = {"n_embd", "hidden_size", "d_model"})
        int width,
    @Setting(
            value = "4",
            min = 1,
            elsewhere = {"n_head", "num_attention_heads"})
        int heads,
    @Setting(
            value = "null",
            min = 1,
            says = "default: heads",
            elsewhere = {"num_key_value_heads"})
        @Nullable Integer keyValueHeads,
    @Setting(
            value = "null",
            min = 1,
            says = "default: the family's",
            elsewhere = {"n_inner", "intermediate_size"})
        @Nullable Integer feedForwardWidth,
    @Setting(
            value = "1280",
            min = 2,
            says = "tokens",
            elsewhere = {"n_ctx", "n_positions", "max_position_embeddings"})
        int context,
    @Setting(
            value = "true",
            elsewhere = {"tie_word_embeddings"})
        boolean tiedEmbeddings) {
  /** The same, started from the model in a folder. */
  ModelConfig withFrom(String folder) {
    return new ModelConfig(
        folder,
        family,
        layers,
        width,
        heads,
        keyValueHeads,
        feedForwardWidth,
        context,
        tiedEmbeddings);
  }
}
