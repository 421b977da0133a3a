package org.flanspark.tuning.command;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.ConfigException;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.inference.GenerationSettings;
import org.flanspark.tuning.inference.LanguageModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code flan generate}: text from prompts, on this machine. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what a model answers to a prompt, and nothing else. The prompt is used as it is"
          + " given;",
      "--separator makes it an instruction as in training. Instead of one prompt, --input names"
          + " lines of",
      "JSON, {\"prompt\": \"...\"}; each is answered by a line {\"text\": \"...\"}, in order."
    })
public final class GenerateCommand implements FlanCommand {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "A Hugging Face folder with its tokenizer, such as export writes.")
  private String model = "";

  @Option(names = "--prompt", paramLabel = "TEXT", description = "What the model continues.")
  private @Nullable String prompt;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "Lines with prompts; - for standard input.")
  private @Nullable String input;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = {
        "With --input, the file to write, which appears once it is whole; default: standard",
        "output."
      })
  private @Nullable String output;

  @Option(
      names = "--max-new-tokens",
      paramLabel = "N",
      description = "The most tokens to generate (default: ${DEFAULT-VALUE}).")
  private int maxNewTokens = 64;

  @Mixin private SamplingOptions sampling = new SamplingOptions();

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
    checkOptions();
    sampling.read();
    LocalModel opened = LocalModel.open(model);
    LocalModel framed = separator ? opened.withSeparator() : opened;
    GenerationSettings settings =
        GenerationSettings.greedy(maxNewTokens, framed.folder().specialIds().endOfSequence())
            .withSampling(sampling.read());
    return prompt == null
        ? answerLines(framed, settings, input == null ? "" : input)
        : answer(framed, settings, prompt);
  }

  private void checkOptions() {
    if ((prompt == null) == (input == null)) {
      throw new ConfigException(
          prompt == null
              ? "Missing --prompt: expected it or --input"
              : "Invalid --input: expected it or --prompt, not both");
    }
    if (output != null && input == null) {
      throw new ConfigException("Invalid --output: it goes with --input");
    }
    if (maxNewTokens < 1) {
      throw new ConfigException(
          "Invalid --max-new-tokens: %s, expected at least 1".formatted(maxNewTokens));
    }
  }

  private static Outcome answer(LocalModel model, GenerationSettings settings, String prompt) {
    TokenIds ids = model.prompt(prompt);
    if (ids.isEmpty()) {
      throw new ConfigException("Invalid --prompt: no token, expected a text");
    }
    if (ids.length() >= model.context()) {
      throw new ConfigException(
          "Invalid --prompt: %s tokens, expected fewer than the model's context of %s"
              .formatted(ids.length(), model.context()));
    }
    try (LanguageModel decoder = model.load()) {
      TokenIds text = decoder.generate(List.of(ids), settings).get(0);
      System.out.println(model.tokenizer().decode(text));
    }
    return Outcome.done("generated");
  }

  private Outcome answerLines(LocalModel model, GenerationSettings settings, String input) {
    Configuration hadoop = new Configuration();
    try (NumberedLines in = NumberedLines.open(input, hadoop);
        ResultLines out = ResultLines.open(output, hadoop);
        LanguageModel decoder = model.load()) {
      PromptLines lines = new PromptLines(model);
      long answered =
          new JsonLinePass<TokenIds>(in, out)
              .run(
                  lines::read,
                  (first, prompts) ->
                      lines.answer(decoder.generate(prompts, settings.from(first - 1))));
      out.commit();
      return Outcome.done("%s lines generated".formatted(answered));
    }
  }
}
