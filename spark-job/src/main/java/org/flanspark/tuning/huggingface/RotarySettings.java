package org.flanspark.tuning.huggingface;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.flanspark.tuning.model.RotaryEmbedding;
import org.flanspark.tuning.model.RotaryScaling;

/**
 * Rotary positions in a {@code config.json}: {@code rope_theta} and {@code rope_scaling}, as every
 * version of transformers reads them, or {@code rope_parameters}, as version 5 writes them.
 *
 * <pre>
 * "rope_theta": 500000.0,
 * "rope_scaling": {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0,
 *                  "high_freq_factor": 4.0, "original_max_position_embeddings": 8192}
 * </pre>
 */
record RotarySettings(ConfigValues config) {
  private static final String THETA = "rope_theta";
  private static final String SCALING = "rope_scaling";
  private static final String PARAMETERS = "rope_parameters";
  private static final String TYPE = "rope_type";
  private static final String FACTOR = "factor";
  private static final String LOW = "low_freq_factor";
  private static final String HIGH = "high_freq_factor";
  private static final String ORIGINAL = "original_max_position_embeddings";
  private static final double DEFAULT_THETA = 10_000;

  /**
   * The rotary positions of a configuration.
   *
   * @throws org.flanspark.data.shard.DataException where they are of a kind that is not computed
   */
  RotaryEmbedding read() {
    ConfigValues rope = config.section(config.has(SCALING) ? SCALING : PARAMETERS);
    requireWhole(config);
    requireWhole(rope);
    double theta = rope.positive(THETA, config.positive(THETA, DEFAULT_THETA));
    return new RotaryEmbedding(theta, scaling(rope));
  }

  /** Part of a head turned, or each kind of layer its own way, is not computed. */
  private static void requireWhole(ConfigValues values) {
    double share = values.positive("partial_rotary_factor", 1);
    values.require(share == 1, "partial_rotary_factor", share, "1");
  }

  private RotaryScaling scaling(ConfigValues rope) {
    String type = rope.text(TYPE, rope.text("type", "default"));
    return switch (type) {
      case "default" -> {
        rope.require(
            rope.json().properties().stream().noneMatch(entry -> entry.getValue().isObject()),
            PARAMETERS,
            ConfigValues.shown(rope.json()),
            "the same for all layers");
        yield RotaryScaling.NONE;
      }
      case "linear" -> RotaryScaling.linear(rope.atLeastOne(FACTOR));
      case "llama3" ->
          RotaryScaling.llama3(
              rope.atLeastOne(FACTOR),
              rope.positive(LOW),
              rope.positive(HIGH),
              originalContext(rope));
      default -> throw rope.invalid(TYPE, HeaderReader.shown(type), "default, linear or llama3");
    };
  }

  private int originalContext(ConfigValues rope) {
    if (config.has(ORIGINAL)) {
      return config.tokens(ORIGINAL);
    }
    return rope.has(ORIGINAL) ? rope.tokens(ORIGINAL) : config.tokens("max_position_embeddings");
  }

  static void write(RotaryEmbedding rotary, ObjectNode config) {
    config.put(THETA, rotary.base());
    RotaryScaling scaling = rotary.scaling();
    switch (scaling.kind()) {
      case NONE -> config.putNull(SCALING);
      case LINEAR -> config.putObject(SCALING).put(TYPE, "linear").put(FACTOR, scaling.factor());
      case LLAMA3 ->
          config
              .putObject(SCALING)
              .put(TYPE, "llama3")
              .put(FACTOR, scaling.factor())
              .put(LOW, scaling.lowFrequencyFactor())
              .put(HIGH, scaling.highFrequencyFactor())
              .put(ORIGINAL, scaling.originalContext());
    }
  }
}
