package org.flanspark.tuning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.RunConfig;
import org.flanspark.data.LocalSpark;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.ParquetShard;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.evaluation.answer.PromptRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of the prepared prompts are asked. */
class EvaluationPromptsIT {
  @TempDir private Path root;

  @Test
  void asksWithTheNumbersOfExemplarsThatAreAskedFor() {
    write(prompt(0), prompt(1), prompt(5));

    assertThat(asked(prepared("[0, 1, 5]"), "{shots: [0, 5]}")).containsExactlyInAnyOrder(0, 5);
    assertThat(asked(prepared("[0, 1, 5]"), "{shots: 1}")).containsExactly(1);
  }

  @Test
  void asksEveryPromptOfEarlierVersionsWhichCountedTheExemplarsThatFitted() {
    write(prompt(0), prompt(3), prompt(5));
    ObjectNode earlier = prepared("5");
    ((ObjectNode) earlier.path("evaluation")).put("shots", 5);

    assertThat(asked(earlier, "{shots: 5}")).containsExactlyInAnyOrder(0, 3, 5);
  }

  private List<Integer> asked(ObjectNode prepared, String evaluation) {
    return EvaluationPrompts.read(
            LocalSpark.session(), folder(), manifest(prepared), config(evaluation).evaluation(), 42)
        .collectAsList()
        .stream()
        .map(row -> row.<Integer>getAs(PromptRows.SHOTS))
        .toList();
  }

  private static ObjectNode prepared(String shots) {
    return config("{shots: " + shots + "}").toTree();
  }

  private static RunConfig config(String evaluation) {
    return RunConfig.read(
        ConfigSource.ofYaml("evaluation: " + evaluation, LocalDate.of(2026, 1, 31)));
  }

  private PreparedFolder folder() {
    return new PreparedFolder(root.toString());
  }

  private void write(EvaluationRow... rows) {
    ParquetShard.write(
        PreparedFolder.shard(folder().evaluation("test"), 0),
        new Configuration(),
        EvaluationRow.TABLE,
        List.of(rows).iterator());
  }

  private static EvaluationRow prompt(int shots) {
    return new EvaluationRow(
        "doubling",
        "doubles",
        false,
        "doubling/test/0000000000000000",
        "",
        EvaluationRow.INSTRUCTIONS,
        0,
        shots,
        TokenIds.of(1, 2),
        TokenIds.of(1),
        List.of(),
        List.of(),
        List.of(),
        List.of("2"),
        8,
        "exact-match");
  }

  private static Manifest manifest(ObjectNode settings) {
    return new Manifest(
        Manifest.FORMAT_VERSION,
        settings,
        new Manifest.TokenizerFacts("digest", 7, 0, List.of(), List.of(0)),
        List.of(),
        Map.of(),
        List.of(),
        Map.of(),
        Map.of("test", 3L),
        List.of(),
        List.of());
  }
}
