package org.flanspark.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flanspark.data.LocalSpark;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.shard.ExampleRow;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.PreparedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data set of dialogues, of which each turn is a record. */
class ExplodedSourceIT {
  private static final int DIALOGUES = 60;
  private static final int TURNS = 3;
  private static final int AT_MOST = 7;

  private static final String TALK =
      """
      name: talk
      cluster: arithmetic
      kind: generation
      source: {path: talk, format: jsonl, explode: asked, schema: "number INT, asked ARRAY<STRING>"}
      select:
        number: number
        before: "array_join(slice(asked, 1, pos), ' ')"
        question: col
        answer: "concat(col, number)"
      splits:
        train: train
        validation: {from: train, share: 0.2, at-most: 7, group-by: [number]}
        test: {from: train, share: 0.2, group-by: [number]}
      metric: exact-match
      licence: own
      templates: [{input: "{number} {before} {question}", target: "{answer}"}]
      """;

  @TempDir private Path root;

  @Test
  void makesAnExampleOfEachTurnAndKeepsADialogueOnOneSide() throws IOException {
    SmallWorld world = SmallWorld.in(root);
    world.write("tasks/talk.yaml", TALK);
    world.write(
        "data/talk/train.jsonl",
        IntStream.range(0, DIALOGUES).mapToObj(ExplodedSourceIT::dialogue).collect(lines())
            + "{\"number\": 1000, \"asked\": []}\n{\"number\": 1001}\n");
    world.with("mixture.tasks", "[talk]").with("mixture.hold-out", "[]");
    world.with("quality.max-quarantined-share", "0.05");

    Manifest manifest = Prepare.run(LocalSpark.session(), world.config());

    Manifest.TaskFacts facts = manifest.tasks().get(0);
    assertThat(facts.quarantined()).isEqualTo(Map.of("no-elements", 2L));
    Map<String, Long> trained = turns(world, PreparedFolder.TRAIN);
    Map<String, Long> validated = turns(world, PreparedFolder.VALIDATION);
    Set<String> tested =
        world.rows("evaluation/split=test", EvaluationRow.TABLE).stream()
            .map(EvaluationRow::references)
            .map(references -> references.get(0).substring(1))
            .collect(Collectors.toSet());
    assertThat(trained.values()).containsOnly((long) TURNS);
    assertThat(validated.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(AT_MOST);
    assertThat(trained).doesNotContainKeys(validated.keySet().toArray(String[]::new));
    assertThat(trained).doesNotContainKeys(tested.toArray(String[]::new));
    assertThat(validated).doesNotContainKeys(tested.toArray(String[]::new));
    assertThat(world.rows("examples/split=train", ExampleRow.TABLE))
        .extracting(ExampleRow::input)
        .contains(trained.keySet().iterator().next() + " a b c");
  }

  /** Dialogues by their number, with how many of their turns are there. */
  private static Map<String, Long> turns(SmallWorld world, String split) throws IOException {
    return world.rows("examples/split=" + split, ExampleRow.TABLE).stream()
        .map(row -> row.answer().substring(1))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static String dialogue(int number) {
    return "{\"number\": %s, \"asked\": [\"a\", \"b\", \"c\"]}".formatted(number);
  }

  private static Collector<CharSequence, ?, String> lines() {
    return Collectors.joining("\n", "", "\n");
  }
}
