package org.flanspark.tuning.command;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.Backend;
import org.flanspark.config.ConfigException;
import org.flanspark.data.shard.Manifest.TokenizerFacts;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.Tokenizer;
import org.flanspark.data.token.TokenizerFiles;
import org.flanspark.data.token.Tokenizers;
import org.flanspark.tuning.huggingface.ModelFolder;
import org.flanspark.tuning.huggingface.StoredParameters;
import org.flanspark.tuning.inference.DecoderLanguageModel;
import org.flanspark.tuning.inference.LanguageModel;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.device.KernelChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code flan generate}: text from a prompt, by greedy decoding on this machine. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what a model answers to a prompt, and nothing else. The prompt is used as it is"
          + " given;",
      "--separator makes it an instruction as in training."
    })
public final class GenerateCommand implements FlanCommand {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "A Hugging Face folder with its tokenizer, such as export writes.")
  private String model = "";

  @Option(
      names = "--prompt",
      required = true,
      paramLabel = "TEXT",
      description = "What the model continues.")
  private String prompt = "";

  @Option(
      names = "--max-new-tokens",
      paramLabel = "N",
      description = "The most tokens to generate (default: ${DEFAULT-VALUE}).")
  private int maxNewTokens = 64;

  @Option(
      names = "--separator",
      description = {
        "Puts around the prompt what stood around the inputs of training: what begins a text"
            + " before",
        "it, the separator behind it (the end of sequence, where the folder does not say)."
      })
  private boolean separator;

  public static void main(String[] args) {
    CommandFrame.main(new GenerateCommand(), args);
  }

  @Override
  public Outcome run() {
    if (maxNewTokens < 1) {
      throw new ConfigException(
          "Invalid --max-new-tokens: %s, expected at least 1".formatted(maxNewTokens));
    }
    Configuration hadoop = new Configuration();
    ModelFolder folder = ModelFolder.open(new Path(model), hadoop);
    Tokenizer tokenizer = Tokenizers.shared(TokenizerFiles.read(folder.path(), hadoop));
    folder.requireVocabulary(tokenizer.vocabularySize());
    TokenIds ids = promptIds(folder, tokenizer);
    requireRoom(ids, folder);
    System.out.println(tokenizer.decode(generate(ids, folder)));
    return Outcome.done("generated");
  }

  private TokenIds promptIds(ModelFolder folder, Tokenizer tokenizer) {
    TokenIds ids = tokenizer.encode(prompt);
    if (!separator) {
      return ids;
    }
    Optional<TokenizerFacts> training = folder.tokenizerFacts();
    TokenIds begin =
        training.map(facts -> TokenIds.copyOf(facts.begin())).orElse(tokenizer.begin());
    TokenIds end =
        training
            .map(facts -> TokenIds.copyOf(facts.separator()))
            .orElse(TokenIds.of(folder.specialIds().endOfSequence()));
    return TokenIds.concat(begin, ids, end);
  }

  private static void requireRoom(TokenIds ids, ModelFolder folder) {
    if (ids.isEmpty()) {
      throw new ConfigException("Invalid --prompt: no token, expected a text");
    }
    int context = folder.shape().context();
    if (ids.length() >= context) {
      throw new ConfigException(
          "Invalid --prompt: %s tokens, expected fewer than the model's context of %s"
              .formatted(ids.length(), context));
    }
  }

  private static Kernels kernels() {
    return KernelChoice.open(Backend.AUTO, Runtime.getRuntime().availableProcessors());
  }

  private TokenIds generate(TokenIds ids, ModelFolder folder) {
    try (StoredParameters weights = folder.weights();
        LanguageModel decoder = DecoderLanguageModel.of(folder.shape(), weights, kernels())) {
      int end = folder.specialIds().endOfSequence();
      return decoder.generate(List.of(ids), maxNewTokens, end).get(0);
    }
  }
}
