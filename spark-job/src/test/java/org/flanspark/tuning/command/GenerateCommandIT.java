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
        .contains("--model=DIR", "--prompt=TEXT", "(default: 64)", "--separator");
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

  private static CommandOutput generate(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "--model";
    all[1] = MODEL;
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return CommandOutput.of(new GenerateCommand(), all);
  }
}
