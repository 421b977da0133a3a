package org.flanspark.config;

/** Decoder architectures. */
public enum ModelFamily {
  GPT2("gpt2"),
  LLAMA("llama"),
  QWEN2("qwen2");

  private final String modelType;

  ModelFamily(String modelType) {
    this.modelType = modelType;
  }

  /** What {@code model_type} of a {@code config.json} calls it. */
  public String modelType() {
    return modelType;
  }
}
