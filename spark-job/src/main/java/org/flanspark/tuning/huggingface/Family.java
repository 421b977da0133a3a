package org.flanspark.tuning.huggingface;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.flanspark.tuning.model.ModelShape;

/** An architecture as Hugging Face's transformers knows it: its names and its settings. */
interface Family {
  /** Every family that is read and written. */
  List<Family> ALL = List.of(new Gpt2Family(), new LlamaFamily(), new Qwen2Family());

  /** {@code model_type} of {@code config.json}; the family of a {@link ModelShape} too. */
  String modelType();

  /** The class that {@code architectures} of {@code config.json} names. */
  String architecture();

  /** The same without a head. */
  String bareArchitecture();

  TensorNames names();

  /**
   * The shape that a configuration describes.
   *
   * @throws org.flanspark.data.shard.DataException where a value is invalid, or would make the
   *     weights mean something that is not computed
   */
  ModelShape readShape(ConfigValues config);

  /** Adds what {@link #readShape} reads, and what else the architecture's tools need. */
  void writeShape(ModelShape shape, ObjectNode config);

  /** The special ids of a configuration that names none. */
  SpecialIds defaultIds();

  /** The family of this {@code model_type}. */
  static Optional<Family> of(String modelType) {
    return ALL.stream().filter(family -> family.modelType().equals(modelType)).findFirst();
  }

  /** The family of a shape. */
  static Family of(ModelShape shape) {
    return of(shape.family())
        .orElseThrow(() -> new IllegalArgumentException("Unknown family " + shape.family()));
  }
}
