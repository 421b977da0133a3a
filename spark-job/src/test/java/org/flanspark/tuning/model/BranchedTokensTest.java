package org.flanspark.tuning.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.model.BranchedTokens.Branch;
import org.flanspark.tuning.model.BranchedTokens.Label;
import org.junit.jupiter.api.Test;

class BranchedTokensTest {
  private static final BranchedText FIRST =
      new BranchedText(TokenIds.of(5, 6, 7), List.of(TokenIds.of(1), TokenIds.of(2, 3, 4)));
  private static final BranchedText SECOND =
      new BranchedText(TokenIds.of(8), List.of(TokenIds.of(9, 1)));

  private final BranchedTokens tokens = BranchedTokens.of(List.of(FIRST, SECOND), 6);

  @Test
  void promptsComeFirstAndBranchesLoseTheirLastTokens() {
    assertThat(tokens.ids()).containsExactly(5, 6, 7, 8, 2, 3, 9);
    assertThat(tokens.positions()).containsExactly(0, 1, 2, 0, 3, 4, 1);
    assertThat(FIRST.tokens() + SECOND.tokens()).isEqualTo(7);
    assertThat(tokens.prompts().count()).isEqualTo(2);
    assertThat(tokens.prompts().tokens()).isEqualTo(4);
  }

  @Test
  void aPromptsLastTokenPredictsTheFirstOfEachBranch() {
    assertThat(tokens.predicting()).containsExactly(2, 3, 4, 5, 6);
    assertThat(tokens.labels())
        .containsExactly(
            new Label(0, 1, 0),
            new Label(0, 2, 1),
            new Label(1, 9, 2),
            new Label(2, 3, 1),
            new Label(3, 4, 1),
            new Label(4, 1, 2));
  }

  @Test
  void branchesOfOneTokenAreNotComputed() {
    assertThat(tokens.branches()).containsExactly(new Branch(0, 3, 4, 2), new Branch(3, 1, 6, 1));
    assertThat(tokens.branches().get(0).tokens()).containsExactly(0, 1, 2, 4, 5);
  }
}
