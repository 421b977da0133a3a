package org.flanspark.tuning.evaluation.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.data.shard.ParquetShard;
import org.flanspark.data.token.TokenIds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerFolderTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path root;

  @Test
  void anotherModelOtherPromptsOrAnotherLimitHaveAFolderOfTheirOwn() {
    String folder = folder("prompts", "model", 8).folder();
    assertThat(folder).matches("\\Q" + root + "\\E/rte/[0-9a-f]{32}");
    assertThat(folder("prompts", "model", 8).folder()).isEqualTo(folder);
    assertThat(folder("prompts", "other", 8).folder()).isNotEqualTo(folder);
    assertThat(folder("others", "model", 8).folder()).isNotEqualTo(folder);
    assertThat(folder("prompts", "model", 9).folder()).isNotEqualTo(folder);
  }

  @Test
  void blocksAreMissingUntilTheyAreWritten() {
    AnswerFolder answers = folder("prompts", "model", 8);
    assertThat(answers.missing(HADOOP)).containsExactly(0, 1);
    write(answers, 1);
    assertThat(answers.missing(HADOOP)).containsExactly(0);
    write(answers, 0);
    assertThat(answers.missing(HADOOP)).isEmpty();
  }

  @Test
  void aFolderThatIsMarkedIsNotLookedThrough() {
    AnswerFolder answers = folder("prompts", "model", 8);
    answers.markWhole(HADOOP);
    assertThat(answers.missing(HADOOP)).isEmpty();
  }

  @Test
  void answersReadBackAsTheyWereWritten() {
    AnswerFolder answers = folder("prompts", "model", 8);
    write(answers, 0);
    assertThat(ParquetShard.readAll(answers.block(0), HADOOP, KeptAnswer.TABLE))
        .containsExactly(ANSWER);
  }

  private static final KeptAnswer ANSWER =
      KeptAnswer.ranked(
          "test",
          Prompts.ranked("rte", 1, "instructions", 0, TokenIds.of(1), 1),
          List.of(-1.5, -0.5),
          List.of(-3.0, -2.0));

  private static void write(AnswerFolder answers, int block) {
    ParquetShard.write(answers.block(block), HADOOP, KeptAnswer.TABLE, List.of(ANSWER).iterator());
  }

  private AnswerFolder folder(String digest, String model, int maxNewTokens) {
    PromptSet set = new PromptSet("test", "rte", "instructions", 0, 257, digest);
    return AnswerFolder.of(root.toString(), set, model, maxNewTokens);
  }
}
