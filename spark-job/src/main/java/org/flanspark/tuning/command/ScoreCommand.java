package org.flanspark.tuning.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.inference.LanguageModel;
import org.flanspark.tuning.inference.OptionScores;
import org.flanspark.tuning.inference.ScoringPrompt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code flan score}: how likely a model finds options after prompts, on this machine. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    description = {
      "Reads lines of JSON, {\"prompt\": \"...\", \"options\": [\"...\", ...]}, and writes one for"
          + " each, in order:",
      "for each option the sum of its tokens' log-probabilities after the prompt (log_probs), and"
          + " how many",
      "tokens those are (token_counts). Nothing is added to a prompt; --separator makes it an"
          + " instruction as",
      "in training. The lines go to standard output, or to a file that appears once it is whole."
    })
public final class ScoreCommand implements FlanCommand {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "A Hugging Face folder with its tokenizer, such as export writes.")
  private String model = "";

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description = "The lines to score; - for standard input.")
  private String input = "";

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "The file to write, replaced where it is there; default: standard output.")
  private @Nullable String output;

  @Option(
      names = "--separator",
      description = {
        "Puts around each prompt what stood around the inputs of training: what begins a text"
            + " before",
        "it, the separator behind it (the end of sequence, where the folder does not say)."
      })
  private boolean separator;

  public static void main(String[] args) {
    CommandFrame.main(new ScoreCommand(), args);
  }

  @Override
  public Outcome run() {
    Configuration hadoop = new Configuration();
    LocalModel opened = LocalModel.open(model);
    LocalModel framed = separator ? opened.withSeparator() : opened;
    try (NumberedLines in = NumberedLines.open(input, hadoop);
        ResultLines out = ResultLines.open(output, hadoop)) {
      long lines = score(framed, in, out);
      out.commit();
      return Outcome.done("%s lines scored".formatted(lines));
    }
  }

  private static long score(LocalModel model, NumberedLines in, ResultLines out) {
    ScoringLines lines = new ScoringLines(model);
    try (LanguageModel decoder = model.load()) {
      return new JsonLinePass<ScoringPrompt>(in, out)
          .run(lines::read, (first, prompts) -> answer(decoder.score(prompts), prompts, first, in));
    }
  }

  private static List<JsonNode> answer(
      List<OptionScores> scores, List<ScoringPrompt> prompts, long first, NumberedLines in) {
    List<JsonNode> answers = new ArrayList<>();
    for (ScoringPrompt prompt : prompts) {
      int index = answers.size();
      try {
        answers.add(ScoringLines.answer(prompt, scores.get(index)));
      } catch (DataException e) {
        throw new DataException(
            "Cannot score %s: %s".formatted(in.place(first + index), e.getMessage()), e);
      }
    }
    return answers;
  }
}
