package org.flanspark.tuning.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.flanspark.tuning.model.ModelShape;

/**
 * Qwen 2 and 2.5 ({@code Qwen2ForCausalLM}): Llama with biases on queries, keys and values, under
 * the same names.
 */
final class Qwen2Family implements Family {
  @Override
  public String modelType() {
    return ModelShape.QWEN2;
  }

  @Override
  public String architecture() {
    return "Qwen2ForCausalLM";
  }

  @Override
  public String bareArchitecture() {
    return "Qwen2Model";
  }

  @Override
  public TensorNames names() {
    return LlamaFamily.NAMES;
  }

  @Override
  public ModelShape readShape(ConfigValues config) {
    config.require("use_sliding_window", false);
    for (JsonNode type : config.value("layer_types")) {
      config.require(
          type.asText().equals("full_attention"),
          "layer_types",
          ConfigValues.shown(type),
          "full_attention");
    }
    return new LlamaSettings(config).shape(modelType());
  }

  @Override
  public void writeShape(ModelShape shape, ObjectNode config) {
    LlamaSettings.write(shape, config);
    config.put("use_sliding_window", false);
  }

  /** What Qwen's own configurations name: the end of a text. */
  @Override
  public SpecialIds defaultIds() {
    return new SpecialIds(151_643, 151_643);
  }
}
