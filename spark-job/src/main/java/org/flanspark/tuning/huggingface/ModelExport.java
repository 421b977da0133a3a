package org.flanspark.tuning.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.config.ConfigException;
import org.flanspark.config.ExportDtype;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.token.Tokenizer;
import org.flanspark.data.token.TokenizerFiles;
import org.flanspark.data.token.Tokenizers;
import org.flanspark.tuning.model.Parameters;

/**
 * A model and the data it was tuned on to a folder that stands by itself:
 *
 * <pre>
 * config.json  generation_config.json  model.safetensors
 * tokenizer.json ...  tokenizer_config.json               with a chat template
 * README.md                                               the model card
 * flanspark.json                                          where it came from
 * </pre>
 *
 * <p>{@code config.json} is written last: no tool takes a folder without one for a model.
 */
public final class ModelExport {
  private static final String GENERATION_FILE = "generation_config.json";

  private final ModelFolder model;
  private final Manifest manifest;
  private final FolderFiles preparedTokenizer;
  private final TokenizerFiles tokenizer;
  private final PromptTexts prompt;
  private final Provenance from;

  private ModelExport(
      ModelFolder model,
      Manifest manifest,
      FolderFiles preparedTokenizer,
      TokenizerFiles tokenizer,
      Provenance from) {
    this.model = model;
    this.manifest = manifest;
    this.preparedTokenizer = preparedTokenizer;
    this.tokenizer = tokenizer;
    this.prompt = PromptTexts.of(manifest.tokenizer(), tokenizer, open(tokenizer, manifest));
    this.from = from;
  }

  /**
   * What is exported.
   *
   * @throws DataException where the model and the tokenizer do not belong together
   */
  public static ModelExport of(
      ModelFolder model,
      Manifest manifest,
      PreparedFolder prepared,
      Provenance from,
      Configuration hadoop) {
    TokenizerFiles tokenizer = TokenizerFiles.read(prepared.tokenizer(), hadoop);
    requireDigest(tokenizer, manifest, prepared.tokenizer());
    model.requireVocabulary(manifest.tokenizer().vocabularySize());
    return new ModelExport(
        model, manifest, FolderFiles.of(prepared.tokenizer(), hadoop), tokenizer, from);
  }

  /** The files need not name the end of a sequence where the settings did. */
  private static Tokenizer open(TokenizerFiles files, Manifest manifest) {
    JsonNode named = manifest.settings().path("tokenizer").path("end-of-sequence");
    return Tokenizers.shared(files, named.isTextual() ? named.asText() : null);
  }

  private static void requireDigest(TokenizerFiles tokenizer, Manifest manifest, Path folder) {
    if (!tokenizer.digest().equals(manifest.tokenizer().digest())) {
      throw new DataException(
          "Cannot use the tokenizer in %s: its SHA-256 is %s, the manifest's %s"
              .formatted(folder, tokenizer.digest(), manifest.tokenizer().digest()));
    }
  }

  /** Whether a folder holds an export that was written to its end and compared. */
  public static boolean isComplete(Path folder, Configuration hadoop) {
    return ExportMark.read(FolderFiles.of(folder, hadoop)).filter(ExportMark::complete).isPresent();
  }

  /**
   * Before a folder is deleted: a deletion that is cut short leaves nothing behind that {@link
   * #isComplete} takes for a whole model.
   */
  public static void unmark(Path folder, Configuration hadoop) {
    FolderFiles.of(folder, hadoop).delete(ExportMark.FILE);
  }

  /**
   * Writes the folder, reads it back and compares it bit for bit with what was to be written.
   *
   * @param dtype of the weights' values
   * @param existing whether a folder that something else filled may be written into
   * @throws ConfigException where the folder holds what export did not write
   * @throws IllegalStateException where what was read back differs
   */
  public void write(Path folder, ExportDtype dtype, Existing existing, Configuration hadoop) {
    WeightType type = type(dtype);
    FolderFiles files = FolderFiles.of(folder, hadoop);
    requireReplaceable(files, existing);
    files.delete(ModelFolder.CONFIG_FILE);
    ExportMark.read(files).ifPresent(earlier -> earlier.deleteFiles(files));
    ExportMark mark = ExportMark.begun(from, manifest.tokenizer());
    mark.write(files);
    List<WrittenFile> written = writeAll(type, files);
    try {
      requireEqual(written, type, folder, hadoop);
    } catch (RuntimeException e) {
      files.delete(ModelFolder.CONFIG_FILE);
      throw e;
    }
    mark.completed(written).write(files);
  }

  private WeightType type(ExportDtype dtype) {
    return switch (dtype) {
      case AS_IMPORTED -> model.description().importedAs();
      case FLOAT32 -> WeightType.FLOAT32;
      case BFLOAT16 -> WeightType.BFLOAT16;
    };
  }

  private void requireReplaceable(FolderFiles files, Existing existing) {
    if (files.qualified().equals(model.qualified())) {
      throw new ConfigException(
          "Cannot export into %s: it is the checkpoint that is exported; choose another --out"
              .formatted(files.path()));
    }
    boolean ours = files.list().isEmpty() || files.has(ExportMark.FILE);
    if (!ours && existing == Existing.KEPT) {
      throw new ConfigException(
          "Cannot export into %s: it holds files that export did not write; choose another --out, or --force to write over them"
              .formatted(files.path()));
    }
  }

  private List<WrittenFile> writeAll(WeightType type, FolderFiles files) {
    List<WrittenFile> written = new ArrayList<>(TokenizerFolder.copy(preparedTokenizer, files));
    int context = model.shape().context();
    written.add(TokenizerFolder.writeConfiguration(tokenizer, prompt, context, files));
    try (StoredParameters weights = model.weights()) {
      written.addAll(
          ModelFolder.writeWeights(model.shape(), weights, WeightFormat.of(type), files));
    }
    SpecialIds ids = SpecialIds.of(manifest.tokenizer());
    written.add(files.writeJson(GENERATION_FILE, generationConfig(ids)));
    ModelCard card = new ModelCard(model.shape(), manifest, prompt, from);
    written.add(files.writeText(ModelCard.FILE, card.print()));
    written.add(
        ModelFolder.writeConfig(new ModelDescription(model.shape(), ids, type), type, files));
    return written;
  }

  private ObjectNode generationConfig(SpecialIds ids) {
    ObjectNode config = FolderFiles.newObject();
    config.put("bos_token_id", ids.beginOfSequence());
    config.put("eos_token_id", ids.endOfSequence());
    config.put("pad_token_id", ids.endOfSequence());
    config.put("do_sample", false);
    JsonNode maxNewTokens = manifest.settings().path("evaluation").path("max-new-tokens");
    if (maxNewTokens.isInt()) {
      config.put("max_new_tokens", maxNewTokens.asInt());
    }
    return config;
  }

  private void requireEqual(
      List<WrittenFile> written, WeightType type, Path folder, Configuration hadoop) {
    FolderFiles files = FolderFiles.of(folder, hadoop);
    for (WrittenFile file : written) {
      require(files.digest(file.name()).equals(file), "the bytes of " + file.name());
    }
    ModelFolder exported = ModelFolder.open(folder, hadoop);
    require(exported.shape().equals(model.shape()), "the shape of the model");
    try (StoredParameters original = model.weights();
        StoredParameters copy = exported.weights()) {
      requireEqual(new RoundedParameters(original, type), copy);
    }
    Tokenizer reloaded = Tokenizers.shared(TokenizerFiles.read(folder, hadoop));
    require(reloaded.digest().equals(manifest.tokenizer().digest()), "the tokenizer");
    require(
        reloaded.endOfSequence() == manifest.tokenizer().endOfSequence(), "the end of sequence");
  }

  private static void requireEqual(Parameters original, Parameters copy) {
    Optional<String> difference = ParameterBits.difference(original, copy);
    require(difference.isEmpty(), difference.orElse(""));
  }

  private static void require(boolean equal, String what) {
    if (!equal) {
      throw new IllegalStateException(
          "Cannot confirm the export: what was read back differs in " + what);
    }
  }

  /** What becomes of files that export finds and did not write. */
  public enum Existing {
    /** They stay, and the export is refused. */
    KEPT,
    /** Those with the names of a model folder's are overwritten. */
    OVERWRITTEN
  }
}
