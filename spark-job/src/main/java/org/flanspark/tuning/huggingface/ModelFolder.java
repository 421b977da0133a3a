package org.flanspark.tuning.huggingface;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.Manifest.TokenizerFacts;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.Parameters;

/**
 * A folder with a model as Hugging Face tools load it: {@code config.json} and {@code
 * model.safetensors}, on any Hadoop file system.
 */
public final class ModelFolder {
  public static final String CONFIG_FILE = "config.json";
  public static final String WEIGHTS_FILE = "model.safetensors";

  private static final String INDEX_FILE = "model.safetensors.index.json";
  private static final String PICKLE_FILE = "pytorch_model.bin";

  private final FolderFiles files;
  private final Gpt2Config config;

  private ModelFolder(FolderFiles files, Gpt2Config config) {
    this.files = files;
    this.config = config;
  }

  /**
   * Reads a folder's configuration and checks that its weights are there, whole and of the shapes
   * that it says.
   *
   * @throws DataException where the folder is no model, of another architecture, or incomplete
   */
  public static ModelFolder open(Path folder, Configuration hadoop) {
    FolderFiles files = FolderFiles.of(folder, hadoop);
    if (!files.has(CONFIG_FILE)) {
      throw new DataException(
          "Missing %s in %s: expected a Hugging Face model folder".formatted(CONFIG_FILE, folder));
    }
    Gpt2Config config =
        Gpt2Config.of(files.readJson(CONFIG_FILE), files.path(CONFIG_FILE).toString());
    requireWeights(files);
    ModelFolder model = new ModelFolder(files, config);
    model.weights().close();
    return model;
  }

  private static void requireWeights(FolderFiles files) {
    if (files.has(WEIGHTS_FILE)) {
      return;
    }
    if (files.has(INDEX_FILE)) {
      throw new DataException(
          """
          Cannot read %s: weights in several files are not read by this version; put them into one \
          with transformers: AutoModelForCausalLM.from_pretrained(FOLDER)\
          .save_pretrained(FOLDER, max_shard_size="100GB")\
          """
              .formatted(files.path(INDEX_FILE)));
    }
    if (files.has(PICKLE_FILE)) {
      throw new DataException(
          """
          Cannot read %s: expected %s; convert it once with transformers: \
          AutoModelForCausalLM.from_pretrained(FOLDER).save_pretrained(FOLDER)\
          """
              .formatted(files.path(PICKLE_FILE), WEIGHTS_FILE));
    }
    throw new DataException("Missing %s in %s".formatted(WEIGHTS_FILE, files.path()));
  }

  /**
   * Writes the weights, then the configuration that makes a model of them.
   *
   * @param weights named as {@link org.flanspark.tuning.model.ParameterLayout} says
   * @return both files
   */
  public static List<WrittenFile> write(
      ModelShape shape, SpecialIds ids, Parameters weights, Path folder, Configuration hadoop) {
    FolderFiles files = FolderFiles.of(folder, hadoop);
    WrittenFile weightsFile = writeWeights(shape, weights, files);
    return List.of(weightsFile, writeConfig(shape, ids, files));
  }

  static WrittenFile writeWeights(ModelShape shape, Parameters weights, FolderFiles files) {
    return Safetensors.write(
        new RenamedParameters(weights, Gpt2Names.of(shape, Gpt2Names.PREFIX)), files, WEIGHTS_FILE);
  }

  static WrittenFile writeConfig(ModelShape shape, SpecialIds ids, FolderFiles files) {
    return files.writeJson(CONFIG_FILE, new Gpt2Config(shape, ids).toJson());
  }

  public Path path() {
    return files.path();
  }

  Path qualified() {
    return files.qualified();
  }

  public ModelShape shape() {
    return config.shape();
  }

  public SpecialIds specialIds() {
    return config.ids();
  }

  /**
   * What cut the texts of training and stood around its prompts: known where export wrote the
   * folder.
   */
  public Optional<TokenizerFacts> tokenizerFacts() {
    return ExportMark.read(files).map(ExportMark::tokenizer);
  }

  /**
   * Opens the weights under the names of {@link org.flanspark.tuning.model.ParameterLayout}; they
   * are read as they are asked for.
   *
   * @throws DataException where the file changed since the folder was opened
   */
  public StoredParameters weights() {
    SafetensorsFile file = SafetensorsFile.open(files, WEIGHTS_FILE);
    try {
      return Gpt2Names.find(config.shape(), file);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Checks that the model has a row for every id; it may have more, as padding.
   *
   * @throws DataException where the tokenizer has ids that the model does not know
   */
  public void requireVocabulary(int tokenizerSize) {
    if (config.shape().vocabulary() < tokenizerSize) {
      throw new DataException(
          "Invalid vocab_size in %s: %s, expected at least the tokenizer's %s ids"
              .formatted(files.path(CONFIG_FILE), config.shape().vocabulary(), tokenizerSize));
    }
  }
}
