package org.flanspark.data.task;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A task file to start from, guessed from a file of records: it is valid as it stands, and says
 * what to look at.
 *
 * @param name the task's
 * @param path the folder of its records under {@code data.root}
 * @param format of the file
 * @param split of the source that the file holds
 * @param schema its columns as DDL
 * @param inputs columns that hold the input
 * @param answer the column that holds the answer
 * @param options what the answer is one of; empty where it is free text
 * @param byIndex whether the column holds the number of an option
 * @param arrays columns that hold arrays, whose elements may be what the records are
 */
public record TaskDraft(
    String name,
    String path,
    String format,
    String split,
    String schema,
    List<String> inputs,
    String answer,
    List<String> options,
    boolean byIndex,
    List<String> arrays) {
  public TaskDraft {
    inputs = List.copyOf(inputs);
    options = List.copyOf(options);
    arrays = List.copyOf(arrays);
  }

  /** The file's text. */
  public String yaml() {
    boolean ranked = !options.isEmpty();
    return """
        # Drafted from %s/%s.%s: look at every line, above all at cluster, licence and templates.
        # `flan tasks check FILE --rows 1000` checks it, `flan tasks preview FILE` shows it.
        name: %s
        cluster: %s   # what is held out together; FLAN's are listed by `flan tasks list`
        kind: %s
        source:
          path: %s          # <data.root>/%s/%s.%s
          format: %s
          schema: "%s"
        %sselect:             # Spark SQL over the columns; the names are what templates use
        %s
        splits:
          train: %s
          # Without files of their own, validation and test are carved out by a hash of the inputs.
          validation: {from: %s, share: 0.05, at-most: 200}
          test: {from: %s, share: 0.1, at-most: 1000}
        metric: %s
        licence: unknown
        baseline: {input: "%s"}   # for models that were never instruction-tuned
        templates:          # one or more, in your own words; FLAN has ten
        %s
        """
        .formatted(
            path,
            split,
            format,
            name,
            name.replace('_', '-'),
            ranked ? TaskKind.CLASSIFICATION.text() : TaskKind.GENERATION.text(),
            path,
            path,
            split,
            format,
            format,
            schema.replace("\"", "\\\""),
            explode(),
            select(),
            split,
            split,
            split,
            ranked ? "accuracy" : "token-f1",
            placeholders("\\n") + "\\nAnswer:",
            templates());
  }

  /** A hint: whether a row is one record or several, the columns do not say. */
  private String explode() {
    return arrays.stream()
        .map(
            column ->
                "  # explode: \"`%s`\"   # a record for each element: col, at place pos from 0; carve by group-by\n"
                    .formatted(column))
        .collect(Collectors.joining());
  }

  private String select() {
    String fields =
        inputs.stream()
            .map(column -> "  %s: \"`%s`\"\n".formatted(field(column), column))
            .collect(Collectors.joining());
    if (options.isEmpty()) {
      return fields + "  answer: \"`%s`\"".formatted(answer);
    }
    String array =
        options.stream()
            .map(option -> "'" + option.replace("'", "\\\\'") + "'")
            .collect(Collectors.joining(", ", "array(", ")"));
    return fields
        + "  options: \"%s\"%s\n".formatted(array, byIndex ? "   # name them" : "")
        + (byIndex
            ? "  answer: \"get(options, int(source.`%s`))\"".formatted(answer)
            : "  answer: \"source.`%s`\"".formatted(answer));
  }

  private String templates() {
    String options_ = options.isEmpty() ? "" : "\\n\\n{options_}";
    return List.of(
            "%s\\n\\nWhat is the answer?%s".formatted(placeholders("\\n\\n"), options_),
            "Answer this.\\n\\n%s%s".formatted(placeholders("\\n"), options_))
        .stream()
        .map(input -> "  - {input: \"%s\", target: \"{answer}\"}".formatted(input))
        .collect(Collectors.joining("\n"));
  }

  private String placeholders(String between) {
    return inputs.stream()
        .map(column -> "{" + field(column) + "}")
        .collect(Collectors.joining(between));
  }

  /** A name that templates can use; reserved ones mean something else. */
  private String field(String column) {
    String clean = column.replaceAll("[^A-Za-z0-9_]", "_").replaceAll("^([0-9])", "_$1");
    boolean reserved = new SelectedField(clean, "").isReserved();
    boolean doubled =
        IntStream.range(0, inputs.indexOf(column))
            .anyMatch(i -> inputs.get(i).replaceAll("[^A-Za-z0-9_]", "_").equals(clean));
    return reserved || doubled ? clean + "_text" : clean;
  }
}
