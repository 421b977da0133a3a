package org.flanspark.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.flanspark.data.LocalSpark;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.shard.ExampleRow;
import org.flanspark.data.shard.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A translation that is trained on and evaluated in both directions. */
class ReverseTaskIT {
  private static final String LUMIC =
      """
      name: lumic
      cluster: translation
      kind: generation
      source: {path: lumic, format: jsonl, schema: "en STRING, lu STRING"}
      select: {english: en, answer: lu}
      splits: {train: train, test: {from: train, share: 0.3, group-by: [english]}}
      metric: bleu
      licence: own
      baseline: {input: "English: {english}\\nLumic:"}
      reverse: {name: lumic_into_english, answer: english, baseline: {input: "Lumic: {answer}\\nEnglish:"}}
      templates:
        - {input: "In Lumic: {english}", target: "{answer}"}
        - {input: "In English: {answer}", target: "{english}", turned-around: true}
      """;

  /** Of the small world's tokenizer; it also parts input from target. */
  private static final int END_OF_SEQUENCE = 0;

  private final SparkSession session = LocalSpark.session();

  @TempDir private Path root;

  private SmallWorld world;

  @Test
  void asksTheSameTestRecordsBothWaysAndFindsEitherSideOfThemInTraining() throws IOException {
    world = SmallWorld.in(root);
    world.write("tasks/lumic.yaml", LUMIC);
    world.write("data/lumic/train.jsonl", pairs(60));
    world.with("mixture.tasks", "[lumic]").with("mixture.hold-out", "[]");
    world.with("evaluation.shots", "[1]");

    Manifest manifest = Prepare.run(session, world.config());

    assertThat(manifest.tasks())
        .extracting(Manifest.TaskFacts::name, Manifest.TaskFacts::trained)
        .containsExactly(tuple("lumic", true), tuple("lumic_into_english", false));
    Set<String> lumic = references("lumic");
    assertThat(lumic).hasSizeGreaterThan(5).allMatch(text -> text.startsWith("lu "));
    assertThat(references("lumic_into_english"))
        .isEqualTo(
            lumic.stream().map(text -> text.replace("lu", "en")).collect(Collectors.toSet()));
    assertThat(trained()).hasSize(60 - lumic.size()).doesNotContainAnyElementsOf(lumic);
    assertThat(manifest.contamination()).extracting(Manifest.Contamination::found).containsOnly(0L);
    assertThat(prompts("lumic_into_english"))
        .filteredOn(row -> row.style().equals("instructions"))
        .as("a solved example before the question: separator, end of sequence, separator")
        .allMatch(row -> Collections.frequency(row.promptIds().toList(), END_OF_SEQUENCE) == 3);

    // The given side of a tested pair with other English: which of them is carved out, a hash says.
    String tested = lumic.iterator().next();
    world.write(
        "data/lumic/train.jsonl",
        pairs(60)
            + IntStream.range(0, 8)
                .mapToObj(number -> pair("other " + number, tested))
                .collect(Collectors.joining()));
    world.with("evaluation.shots", "[0]");

    Manifest shared = Prepare.run(session, world.config());

    Manifest.Contamination verdict = shared.contaminationOf("lumic_into_english").orElseThrow();
    assertThat(verdict.found()).isPositive();
    assertThat(verdict.sources()).containsExactly("lumic");
    assertThat(shared.contaminationOf("lumic").orElseThrow().found()).isZero();
    assertThat(trained()).doesNotContain(tested);
  }

  private List<String> trained() throws IOException {
    return world.rows("examples/split=train", ExampleRow.TABLE).stream()
        .map(ExampleRow::answer)
        .toList();
  }

  private Set<String> references(String task) throws IOException {
    return prompts(task).stream().map(row -> row.references().get(0)).collect(Collectors.toSet());
  }

  private List<EvaluationRow> prompts(String task) throws IOException {
    return world.rows("evaluation/split=test", EvaluationRow.TABLE).stream()
        .filter(row -> row.task().equals(task))
        .toList();
  }

  private static String pairs(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> pair("en " + number, "lu " + number))
        .collect(Collectors.joining());
  }

  private static String pair(String english, String lumic) {
    return "{\"en\": \"%s\", \"lu\": \"%s\"}\n".formatted(english, lumic);
  }
}
