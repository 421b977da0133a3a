package org.flanspark.tuning.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run on three small tasks of the sample, one of them held out, with a model of some thousand
 * weights.
 */
final class SampleRecipe {
  private SampleRecipe() {}

  /**
   * Writes {@code run.yaml}.
   *
   * @param root of records and tokenizer
   * @param rest how to train and where to write; %1$s is the root
   */
  static Path write(Path folder, String root, String rest) throws IOException {
    String common =
        """
        data: {root: %1$s/records, tasks: ["classpath:sample/tasks"], limit: 120}
        mixture:
          tasks: [diary_moods, question_types, small_inference]
          hold-out: [natural-language-inference]
        tokenizer: {file: %1$s/tokenizer.json, vocabulary-size: 512}
        packing: {row-length: 128, max-input: 96, max-target: 32, shards: 2}
        model: {layers: 1, width: 32, heads: 2, context: 128}
        """;
    return Files.writeString(folder.resolve("run.yaml"), (common + rest).formatted(root));
  }
}
