package org.flanspark.tuning.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.model.ModelShape;

/**
 * {@code config.json} as it was read.
 *
 * @param importedAs where the file says so: a checkpoint holds 32-bit floats whatever was imported
 */
record ConfigFile(
    Family family, ModelShape shape, SpecialIds ids, Optional<WeightType> importedAs) {
  static final String FILE = "config.json";

  private static final String IMPORTED = "flanspark_imported_dtype";

  /**
   * Reads a configuration. Whatever would make the weights mean something else is refused.
   *
   * @param file for messages
   * @throws DataException where the architecture is none of ours, or a value is invalid
   */
  static ConfigFile of(ObjectNode json, String file) {
    ConfigValues values = new ConfigValues(json, file);
    Family family = family(values);
    SpecialIds ids =
        new SpecialIds(
            values.id("bos_token_id", family.defaultIds().beginOfSequence()),
            values.id("eos_token_id", family.defaultIds().endOfSequence()));
    values.require(
        !values.has("quantization_config"),
        "quantization_config",
        ConfigValues.shown(values.value("quantization_config")),
        "none: quantised weights are not read");
    return new ConfigFile(family, shape(family, values), ids, importedAs(values));
  }

  private static ModelShape shape(Family family, ConfigValues values) {
    try {
      return family.readShape(values);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new DataException("Cannot read %s: %s".formatted(values.file(), e.getMessage()), e);
    }
  }

  private static Family family(ConfigValues values) {
    String type = values.value("model_type").asText("missing");
    Optional<Family> family = Family.of(type);
    values.require(
        family.isPresent(),
        "model_type",
        HeaderReader.shown(type),
        "one of " + Family.ALL.stream().map(Family::modelType).collect(Collectors.joining(", ")));
    Family known = family.orElseThrow();
    for (JsonNode architecture : values.value("architectures")) {
      String name = architecture.asText();
      values.require(
          name.equals(known.architecture()) || name.equals(known.bareArchitecture()),
          "architectures",
          HeaderReader.shown(name),
          known.architecture());
    }
    return known;
  }

  private static Optional<WeightType> importedAs(ConfigValues values) {
    for (WeightType type : WeightType.values()) {
      if (values.value(IMPORTED).asText().equals(type.torchName())) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The configuration of weights that are stored as this type. */
  static ObjectNode print(ModelDescription model, WeightType stored) {
    Family family = Family.of(model.shape());
    ObjectNode config = FolderFiles.newObject();
    config.putArray("architectures").add(family.architecture());
    config.put("model_type", family.modelType());
    family.writeShape(model.shape(), config);
    config.put("bos_token_id", model.ids().beginOfSequence());
    config.put("eos_token_id", model.ids().endOfSequence());
    config.put("tie_word_embeddings", model.shape().tiedEmbeddings());
    config.put("torch_dtype", stored.torchName());
    config.put("use_cache", true);
    return config;
  }

  /** The configuration of a checkpoint: 32-bit floats that remember what they were. */
  static ObjectNode printCheckpoint(ModelDescription model) {
    ObjectNode config = print(model, WeightType.FLOAT32);
    return model.importedAs() == WeightType.FLOAT32
        ? config
        : config.put(IMPORTED, model.importedAs().torchName());
  }
}
