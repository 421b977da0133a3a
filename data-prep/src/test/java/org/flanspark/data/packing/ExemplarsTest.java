package org.flanspark.data.packing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.flanspark.data.token.TokenIds;
import org.junit.jupiter.api.Test;

/** Separator 8, end of sequence 9. */
class ExemplarsTest {
  private static final PromptFormat FORMAT = new PromptFormat(TokenIds.of(7), TokenIds.of(8), 9);
  private static final List<Exemplars.Solved> SOLVED =
      List.of(
          new Exemplars.Solved(TokenIds.of(1, 2), TokenIds.of(3)),
          new Exemplars.Solved(TokenIds.of(4), TokenIds.of(5, 6)));

  @Test
  void standOneAfterTheOtherWithWhatPartsInputsFromTargetsEverywhere() {
    assertThat(Exemplars.fitting(SOLVED, FORMAT, 100))
        .isEqualTo(new Exemplars(TokenIds.of(1, 2, 8, 3, 9, 4, 8, 5, 6, 9), 2));
  }

  @Test
  void areLeftOutFromTheEndWhereTheyDoNotFit() {
    assertThat(Exemplars.fitting(SOLVED, FORMAT, 9))
        .isEqualTo(new Exemplars(TokenIds.of(1, 2, 8, 3, 9), 1));
    assertThat(Exemplars.fitting(SOLVED, FORMAT, 4)).isEqualTo(new Exemplars(TokenIds.empty(), 0));
  }
}
