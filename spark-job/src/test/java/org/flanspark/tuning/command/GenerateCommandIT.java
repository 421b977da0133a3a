package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flanspark.command.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The expected text is what transformers generates with the same folder; see its README. */
class GenerateCommandIT {
  private static final String MODEL = "src/test/resources/huggingface/tiny-gpt2";

  @TempDir private Path folder;

  @Test
  void printsTheAnswerAndNothingElse() {
    CommandOutput output = generate("--prompt", "2 + 2?", "--separator", "--max-new-tokens", "7");

    assertThat(output.stdout()).isEqualTo("#04/>44\n");
    assertThat(output.outcome()).isEqualTo(Outcome.done("generated"));
  }

  @Test
  void usesThePromptAsGivenWithoutTheOption() {
    CommandOutput output = generate("--prompt", "2 + 2?", "--max-new-tokens", "7");

    assertThat(output.outcome().code()).isZero();
    assertThat(output.stdout()).isNotEqualTo("#04/>44\n");
  }

  @Test
  void helpsWithEveryOption() {
    assertThat(CommandOutput.of(new GenerateCommand(), "--help").stdout())
        .contains("--model=DIR", "--prompt=TEXT", "(default: 64)", "--separator", "--top-p=P");
  }

  @Test
  void refusesAPromptThatFillsTheContext() {
    assertThat(generate("--prompt", "x".repeat(64)).outcome())
        .isEqualTo(
            new Outcome(
                2,
                "failed",
                "Invalid --prompt: 64 tokens, expected fewer than the model's context of 64"));
  }

  @Test
  void refusesAnEmptyPrompt() {
    assertThat(generate("--prompt", "").outcome())
        .isEqualTo(new Outcome(2, "failed", "Invalid --prompt: no token, expected a text"));
  }

  @Test
  void refusesToGenerateNothing() {
    assertThat(generate("--prompt", "x", "--max-new-tokens", "0").outcome())
        .isEqualTo(new Outcome(2, "failed", "Invalid --max-new-tokens: 0, expected at least 1"));
  }

  @Test
  void refusesAFolderThatIsNoModel() {
    assertThat(
            CommandOutput.of(new GenerateCommand(), "--model", folder.toString(), "--prompt", "x")
                .outcome())
        .isEqualTo(
            new Outcome(
                3,
                "failed",
                "Missing config.json in %s: expected a Hugging Face model folder"
                    .formatted(folder)));
  }

  @Test
  void saysWhatToDoAboutALoneSentencePieceModel() throws IOException {
    for (String file : new String[] {"config.json", "model.safetensors"}) {
      Files.copy(Path.of(MODEL, file), folder.resolve(file));
    }
    Files.writeString(folder.resolve("tokenizer.model"), "");

    Outcome outcome =
        CommandOutput.of(new GenerateCommand(), "--model", folder.toString(), "--prompt", "x")
            .outcome();

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.message())
        .contains("it holds only tokenizer.model, expected tokenizer.json; convert it once with");
  }

  @Test
  void aTemperatureDrawsTheSameTextFromTheSameSeed() {
    String[] draw = {"--prompt", "2 + 2?", "--temperature", "1.5", "--top-k", "50", "--seed", "3"};
    String first = generate(draw).stdout();

    assertThat(generate(draw).stdout()).isEqualTo(first);
    draw[draw.length - 1] = "4";
    assertThat(generate(draw).stdout()).isNotEqualTo(first);
  }

  @Test
  void answersALineForEachLineOfAFile() throws IOException {
    Path prompts = folder.resolve("prompts.jsonl");
    Files.writeString(prompts, "{\"prompt\": \"Is it?\"}\n{\"prompt\": \"2 + 2?\"}\n");
    Path texts = folder.resolve("texts.jsonl");

    CommandOutput output =
        generate(
            "--separator",
            "--max-new-tokens",
            "7",
            "--input",
            prompts.toString(),
            "--output",
            texts.toString());

    assertThat(output.outcome()).isEqualTo(Outcome.done("2 lines generated"));
    assertThat(output.stdout()).isEmpty();
    assertThat(Files.readAllLines(texts)).hasSize(2).element(1).isEqualTo("{\"text\":\"#04/>44\"}");
  }

  @Test
  void refusesSamplingOutOfRangeAllAtOnce() {
    assertThat(
            generate("--prompt", "x", "--temperature", "-1", "--top-k", "-2", "--top-p", "1.5")
                .outcome()
                .message())
        .contains(
            "Invalid --temperature: -1.0, expected a number of at least 0",
            "Invalid --top-k: -2, expected 0 for all or a number of tokens",
            "Invalid --top-p: 1.5, expected a share above 0 and at most 1");
    assertThat(generate("--prompt", "x", "--top-p", "0.9").outcome())
        .isEqualTo(
            new Outcome(
                2, "failed", "Missing --temperature: --top-k and --top-p are for one above 0"));
  }

  @Test
  void refusesPromptsFromNowhereOrFromTwoPlaces() {
    assertThat(generate().outcome())
        .isEqualTo(new Outcome(2, "failed", "Missing --prompt: expected it or --input"));
    assertThat(generate("--prompt", "x", "--input", "y").outcome())
        .isEqualTo(new Outcome(2, "failed", "Invalid --input: expected it or --prompt, not both"));
    assertThat(generate("--prompt", "x", "--output", "y").outcome())
        .isEqualTo(new Outcome(2, "failed", "Invalid --output: it goes with --input"));
  }

  @Test
  void namesTheLineOfAPromptThatFillsTheContext() throws IOException {
    Path prompts = folder.resolve("prompts.jsonl");
    Files.writeString(
        prompts, "{\"prompt\": \"x\"}\n{\"prompt\": \"%s\"}\n".formatted("x".repeat(64)));

    assertThat(generate("--input", prompts.toString()).outcome())
        .isEqualTo(
            new Outcome(
                3,
                "failed",
                "Invalid line 2 of %s: 'prompt' has 64 tokens, expected at least 1 and fewer than the model's context of 64"
                    .formatted(prompts)));
  }

  private static CommandOutput generate(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "--model";
    all[1] = MODEL;
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return CommandOutput.of(new GenerateCommand(), all);
  }
}
