package org.flanspark.tuning.huggingface;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterNames;

/** Llama 1 to 3.2 ({@code LlamaForCausalLM}). */
final class LlamaFamily implements Family {
  /** Ignored: rotary frequencies that older versions of transformers saved with the weights. */
  static final TensorNames NAMES =
      new TensorNames("model.", "layers.", "(layers\\.\\d+\\.self_attn\\.)?rotary_emb\\.inv_freq")
          .once(ParameterNames.TOKEN_EMBEDDING, "embed_tokens")
          .inBlocks(ParameterNames::attentionNorm, "input_layernorm")
          .inBlocks(
              ParameterNames::attention,
              List.of("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
              model -> List.of(model.queryWidth(), model.keyValueWidth(), model.keyValueWidth()))
          .inBlocks(ParameterNames::attentionProjection, "self_attn.o_proj")
          .inBlocks(ParameterNames::feedForwardNorm, "post_attention_layernorm")
          .inBlocks(
              ParameterNames::feedForward,
              List.of("mlp.gate_proj", "mlp.up_proj"),
              model -> List.of(model.feedForwardWidth(), model.feedForwardWidth()))
          .inBlocks(ParameterNames::feedForwardProjection, "mlp.down_proj")
          .once(ParameterNames.FINAL_NORM, "norm");

  @Override
  public String modelType() {
    return ModelShape.LLAMA;
  }

  @Override
  public String architecture() {
    return "LlamaForCausalLM";
  }

  @Override
  public String bareArchitecture() {
    return "LlamaModel";
  }

  @Override
  public TensorNames names() {
    return NAMES;
  }

  @Override
  public ModelShape readShape(ConfigValues config) {
    config.require("attention_bias", false);
    config.require("mlp_bias", false);
    return new LlamaSettings(config).shape(modelType());
  }

  @Override
  public void writeShape(ModelShape shape, ObjectNode config) {
    LlamaSettings.write(shape, config);
    config.put("attention_bias", false);
    config.put("mlp_bias", false);
  }

  @Override
  public SpecialIds defaultIds() {
    return new SpecialIds(1, 2);
  }
}
