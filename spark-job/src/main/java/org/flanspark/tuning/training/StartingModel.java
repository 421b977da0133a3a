package org.flanspark.tuning.training;

import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.config.ConfigException;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.flanspark.tuning.huggingface.ModelFolder;
import org.flanspark.tuning.huggingface.StoredParameters;
import org.flanspark.tuning.huggingface.WeightType;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.Parameters;
import org.flanspark.tuning.model.RandomWeights;

/**
 * What a run starts from; its weights are read only when they are asked for.
 *
 * @param shape the architecture, with a row in the vocabulary for each of the tokenizer's ids
 * @param importedAs what the weights were where they came from
 * @param seed of random weights
 * @param folder the weights' own; without one they are random
 */
record StartingModel(
    ModelShape shape, WeightType importedAs, long seed, Optional<ModelFolder> folder) {
  private static final String TOKENIZER_FILE = "tokenizer.json";

  /** Of {@code model.from}, or of random weights where that is not set. */
  static StartingModel of(RunConfig config, PreparedShards data, Configuration hadoop) {
    String from = config.model().from();
    return from == null ? random(config, data) : read(new Path(from), config, data, hadoop);
  }

  /**
   * Of a run's own checkpoint.
   *
   * @throws ConfigException where the configuration asks for another architecture
   */
  static StartingModel resumed(ModelFolder checkpoint, RunConfig config, PreparedShards data) {
    ModelShape asked = shape(config, data);
    if (config.model().from() == null && !asked.equals(checkpoint.shape())) {
      throw new ConfigException(
          "Cannot resume from %s: its model is %s, the section model asks for %s; set it back, or start a new run in another output.run"
              .formatted(checkpoint.path(), checkpoint.shape(), asked));
    }
    return of(checkpoint, config);
  }

  private static ModelShape shape(RunConfig config, PreparedShards data) {
    int vocabulary = data.manifest().tokenizer().vocabularySize();
    return EngineSettings.shape(config.model(), vocabulary);
  }

  private static StartingModel random(RunConfig config, PreparedShards data) {
    return new StartingModel(
        shape(config, data), WeightType.FLOAT32, config.training().seed(), Optional.empty());
  }

  private static StartingModel read(
      Path folder, RunConfig config, PreparedShards data, Configuration hadoop) {
    ModelFolder model = ModelFolder.open(folder, hadoop);
    model.requireVocabulary(data.manifest().tokenizer().vocabularySize());
    requireTokenizer(FolderFiles.of(folder, hadoop), data);
    int rowLength = config.packing().rowLength();
    if (model.shape().context() < rowLength) {
      throw new ConfigException(
          "Invalid packing.row-length: %s, expected at most the context of %s, which is %s"
              .formatted(rowLength, folder, model.shape().context()));
    }
    return of(model, config);
  }

  private static StartingModel of(ModelFolder model, RunConfig config) {
    return new StartingModel(
        model.shape(),
        model.description().importedAs(),
        config.training().seed(),
        Optional.of(model));
  }

  /** Writes the first parameters over zeros. */
  void writeInto(Parameters parameters) {
    if (folder.isEmpty()) {
      RandomWeights.write(shape, seed, parameters);
      return;
    }
    try (StoredParameters weights = folder.get().weights()) {
      weights.copyInto(parameters);
    }
  }

  private static void requireTokenizer(FolderFiles model, PreparedShards data) {
    if (model.has(TOKENIZER_FILE)
        && !model.digest(TOKENIZER_FILE).sha256().equals(data.manifest().tokenizer().digest())) {
      throw new DataException(
          "Cannot start from %s: its %s is not the one that %s was prepared with; set tokenizer.file to it and run prepare again"
              .formatted(model.path(), TOKENIZER_FILE, data.folder().root()));
    }
  }
}
