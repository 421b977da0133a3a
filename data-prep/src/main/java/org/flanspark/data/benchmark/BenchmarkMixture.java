package org.flanspark.data.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A mixture of a size of one's choice with lengths like FLAN's: short questions with a label, texts
 * with a question and a short answer, and texts with a summary, a third of the rows each.
 */
final class BenchmarkMixture {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Some hundred rows of each task are asked about, as in a real mixture. */
  private static final String SPLITS =
      "{train: train, validation: {from: train, share: 0.001, at-most: 200}}";

  /**
   * @param text mean words of the text
   * @param answer mean words of the answer; 0 = a label
   */
  private record Shape(String name, double text, double answer) {}

  private static final List<Shape> SHAPES =
      List.of(
          new Shape("labels", 40, 0),
          new Shape("answers", 150, 4),
          new Shape("summaries", 350, 30));

  private final Path root;

  BenchmarkMixture(Path root) {
    this.root = root;
  }

  Path data() {
    return root.resolve("data");
  }

  Path tasks() {
    return root.resolve("tasks");
  }

  /** The names of its tasks, as a list in YAML. */
  String names() {
    return SHAPES.stream().map(Shape::name).toList().toString();
  }

  /** Writes task files and so many rows in all. */
  void write(int rows) {
    try {
      Files.createDirectories(tasks());
      for (Shape shape : SHAPES) {
        Files.writeString(tasks().resolve(shape.name() + ".yaml"), task(shape));
        Path file = data().resolve(shape.name()).resolve("train.jsonl");
        Files.createDirectories(file.getParent());
        WordSource words = new WordSource(shape.name().hashCode());
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
          for (int row = 0; row < rows / SHAPES.size(); row++) {
            out.write(JSON.writeValueAsString(row(shape, words)));
            out.write('\n');
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + root + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> row(Shape shape, WordSource words) {
    Map<String, Object> row = new TreeMap<>();
    row.put("text", words.text(words.length(shape.text(), 4000)));
    row.put(
        "answer",
        shape.answer() == 0
            ? List.of("yes", "no", "maybe").get(words.below(3))
            : words.text(words.length(shape.answer(), 200)));
    return row;
  }

  private static String task(Shape shape) {
    boolean labels = shape.answer() == 0;
    return """
        name: %s
        cluster: %s
        kind: %s
        source: {path: %s, format: jsonl, schema: "text STRING, answer STRING"}
        select: {text: text, answer: answer%s}
        splits: %s
        metric: %s
        licence: own
        templates:
          - {input: "Read this and say what you think of it.\\n\\n{text}%s", target: "{answer}"}
          - {input: "{text}\\n\\nWhat follows from the text above?%s", target: "{answer}"}
          - {input: "Here is a text: {text}\\nAnswer in a few words.%s", target: "{answer}"}
        """
        .formatted(
            shape.name(),
            shape.name(),
            labels ? "classification" : "generation",
            shape.name(),
            labels ? ", options: \"array('yes', 'no', 'maybe')\"" : "",
            SPLITS,
            labels ? "accuracy" : "token-f1",
            labels ? "\\n\\n{options_}" : "",
            labels ? "\\n\\n{options_}" : "",
            labels ? "\\n\\n{options_}" : "");
  }
}
