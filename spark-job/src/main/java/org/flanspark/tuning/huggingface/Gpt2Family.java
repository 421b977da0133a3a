package org.flanspark.tuning.huggingface;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterNames;

/**
 * GPT-2 ({@code GPT2LMHeadModel}). Its {@code Conv1D} stores a weight as {@code [in, out]}, as our
 * layout does.
 */
final class Gpt2Family implements Family {
  /** Names of the one activation: GELU by its tanh approximation. */
  private static final Set<String> ACTIVATIONS = Set.of("gelu_new", "gelu_pytorch_tanh");

  private static final double NORM_EPSILON = 1e-5;

  /** Ignored: causal masks that older versions of transformers saved with the weights. */
  private static final TensorNames NAMES =
      new TensorNames("transformer.", "h.", "h\\.\\d+\\.attn\\.(bias|masked_bias)")
          .once(ParameterNames.TOKEN_EMBEDDING, "wte")
          .once(ParameterNames.POSITION_EMBEDDING, "wpe")
          .inBlocks(ParameterNames::attentionNorm, "ln_1")
          .inBlocks(ParameterNames::attention, "attn.c_attn")
          .inBlocks(ParameterNames::attentionProjection, "attn.c_proj")
          .inBlocks(ParameterNames::feedForwardNorm, "ln_2")
          .inBlocks(ParameterNames::feedForward, "mlp.c_fc")
          .inBlocks(ParameterNames::feedForwardProjection, "mlp.c_proj")
          .once(ParameterNames.FINAL_NORM, "ln_f");

  @Override
  public String modelType() {
    return ModelShape.GPT2;
  }

  @Override
  public String architecture() {
    return "GPT2LMHeadModel";
  }

  @Override
  public String bareArchitecture() {
    return "GPT2Model";
  }

  @Override
  public TensorNames names() {
    return NAMES;
  }

  @Override
  public ModelShape readShape(ConfigValues config) {
    config.requireText("activation_function", "gelu_new", ACTIVATIONS);
    config.require("scale_attn_weights", true);
    config.require("scale_attn_by_inverse_layer_idx", false);
    config.require("add_cross_attention", false);
    int width = config.width("n_embd");
    int heads = config.heads("n_head");
    config.require(
        width % heads == 0, "n_embd", width, "a multiple of the %s heads".formatted(heads));
    return ModelShape.of(
            modelType(),
            config.layers("n_layer"),
            width,
            heads,
            config.tokens("n_positions"),
            config.tokens("vocab_size"))
        .feedForwardWidth(config.has("n_inner") ? config.width("n_inner") : 4 * width)
        .tiedEmbeddings(config.isTrue("tie_word_embeddings", true))
        .normEpsilon(config.positive("layer_norm_epsilon", NORM_EPSILON))
        .build();
  }

  @Override
  public void writeShape(ModelShape shape, ObjectNode config) {
    config.put("n_layer", shape.layers());
    config.put("n_embd", shape.width());
    config.put("n_head", shape.heads());
    config.put("n_inner", shape.feedForwardWidth());
    config.put("n_positions", shape.context());
    config.put("vocab_size", shape.vocabulary());
    config.put("activation_function", "gelu_new");
    config.put("layer_norm_epsilon", shape.normEpsilon());
    // The model was trained without dropout; transformers' own default is 0.1.
    config.put("attn_pdrop", 0.0).put("embd_pdrop", 0.0).put("resid_pdrop", 0.0);
  }

  @Override
  public SpecialIds defaultIds() {
    return new SpecialIds(50_256, 50_256);
  }
}
