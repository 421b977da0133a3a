package org.flanspark.tuning.huggingface;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.Manifest.TokenizerFacts;
import org.flanspark.data.shard.StableHash;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.Parameters;

/**
 * A folder with a model as Hugging Face tools load it: {@code config.json} and {@code
 * model.safetensors}, in one piece or in several, on any Hadoop file system.
 */
public final class ModelFolder {
  public static final String CONFIG_FILE = ConfigFile.FILE;

  private final FolderFiles files;
  private final ConfigFile config;
  private final WeightType importedAs;

  private ModelFolder(FolderFiles files, ConfigFile config, WeightType importedAs) {
    this.files = files;
    this.config = config;
    this.importedAs = importedAs;
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
    ConfigFile config =
        ConfigFile.of(files.readJson(CONFIG_FILE), files.path(CONFIG_FILE).toString());
    try (FolderTensors tensors = FolderTensors.open(files)) {
      FamilyWeights found = FamilyWeights.find(config.family(), config.shape(), tensors);
      found.requireTied();
      WeightType narrowest = found.parameters().narrowest();
      return new ModelFolder(files, config, config.importedAs().orElse(narrowest));
    }
  }

  /**
   * Writes the weights as 32-bit floats, then the configuration that makes a model of them; it
   * remembers what they were imported as.
   *
   * @param weights named as {@link org.flanspark.tuning.model.ParameterLayout} says
   * @return every file
   */
  public static List<WrittenFile> write(
      ModelDescription model, Parameters weights, Path folder, Configuration hadoop) {
    FolderFiles files = FolderFiles.of(folder, hadoop);
    List<WrittenFile> written =
        new ArrayList<>(
            writeWeights(model.shape(), weights, WeightFormat.of(WeightType.FLOAT32), files));
    written.add(files.writeJson(CONFIG_FILE, ConfigFile.printCheckpoint(model)));
    return written;
  }

  /** Writes weights under the names of their family. */
  static List<WrittenFile> writeWeights(
      ModelShape shape, Parameters weights, WeightFormat format, FolderFiles files) {
    TensorNames names = Family.of(shape).names();
    FolderParameters tensors = new FolderParameters(weights, names.slices(shape, names.prefix()));
    return new WeightFiles(tensors, format).write(files);
  }

  static WrittenFile writeConfig(ModelDescription model, WeightType stored, FolderFiles files) {
    return files.writeJson(CONFIG_FILE, ConfigFile.print(model, stored));
  }

  public Path path() {
    return files.path();
  }

  Path qualified() {
    return files.qualified();
  }

  /**
   * Of the architecture and of all weights, which are read through for it: alike for equal models.
   */
  public String digest() {
    MessageDigest digest = StableHash.sha256();
    files.list().stream()
        .map(file -> file.getPath().getName())
        .filter(name -> name.equals(CONFIG_FILE) || name.endsWith(".safetensors"))
        .forEach(
            name ->
                digest.update(
                    (name + " " + files.digest(name).sha256() + "\n")
                        .getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }

  public ModelShape shape() {
    return config.shape();
  }

  public SpecialIds specialIds() {
    return config.ids();
  }

  public ModelDescription description() {
    return new ModelDescription(config.shape(), config.ids(), importedAs);
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
    FolderTensors tensors = FolderTensors.open(files);
    try {
      return FamilyWeights.find(config.family(), config.shape(), tensors).parameters();
    } catch (RuntimeException e) {
      tensors.close();
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
