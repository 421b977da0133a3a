package org.flanspark.tuning.evaluation.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.token.TokenIds;
import org.junit.jupiter.api.Test;

class PromptBatchTest {
  @Test
  void rankedAndGeneratedPromptsNeverMeet() {
    List<PromptBatch> batches =
        PromptBatch.of(
            List.of(
                ranked(0, 3), Prompts.generated("g", 1, 0, TokenIds.of(1, 2), "x"), ranked(2, 2)),
            64);
    assertThat(batches).hasSize(2);
    assertThat(batches.get(0).isRanked()).isFalse();
    assertThat(batches.get(0).maxNewTokens()).isEqualTo(8);
    assertThat(batches.get(1).rows())
        .extracting(row -> row.promptIds().length())
        .containsExactly(2, 3);
  }

  @Test
  void theSettingLowersWhatAPromptAllows() {
    List<EvaluationRow> rows = List.of(Prompts.generated("g", 1, 0, TokenIds.of(1), "x"));
    assertThat(PromptBatch.of(rows, 3).get(0).maxNewTokens()).isEqualTo(3);
  }

  @Test
  void aBatchHoldsAtMost64PromptsAndAbout8000Tokens() {
    List<EvaluationRow> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(ranked(i, 10));
    }
    assertThat(PromptBatch.of(many, 64))
        .extracting(batch -> batch.rows().size())
        .containsExactly(64, 36);

    List<EvaluationRow> large = List.of(ranked(1, 5000), ranked(2, 3000), ranked(3, 9000));
    assertThat(PromptBatch.of(large, 64))
        .extracting(batch -> batch.rows().stream().map(row -> row.promptIds().length()).toList())
        .containsExactly(List.of(3000, 5000), List.of(9000));
  }

  @Test
  void batchesDoNotDependOnTheOrderOfTheRows() {
    List<EvaluationRow> rows = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      rows.add(ranked(i, 10));
    }
    List<EvaluationRow> reversed = new ArrayList<>(rows);
    Collections.reverse(reversed);
    assertThat(PromptBatch.of(reversed, 64)).isEqualTo(PromptBatch.of(rows, 64));
  }

  private static EvaluationRow ranked(int example, int length) {
    return Prompts.ranked("r", example, "instructions", 0, TokenIds.of(new int[length]), 0);
  }
}
