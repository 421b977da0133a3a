package org.flanspark.data.packing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.flanspark.config.PackingConfig;
import org.flanspark.config.TooLong;
import org.flanspark.data.packing.LengthLimit.Fitted;
import org.flanspark.data.token.TokenIds;
import org.junit.jupiter.api.Test;

class LengthLimitTest {
  private static final PromptFormat FORMAT = new PromptFormat(TokenIds.of(7), TokenIds.of(8), 9);

  private final LengthLimit cutting = limit(TooLong.TRUNCATE);
  private final LengthLimit refusing = limit(TooLong.QUARANTINE);

  @Test
  void leavesWhatFitsAsItIs() {
    Fitted expected = new Fitted(TokenIds.of(7, 1, 2, 3, 8), TokenIds.of(1, 2, 9), false);

    assertThat(cutting.fit(ids(3), ids(2))).contains(expected);
    assertThat(refusing.fit(ids(3), ids(2))).contains(expected);
  }

  @Test
  void cutsTheInputAtItsEnd() {
    assertThat(cutting.fit(ids(9), ids(1)))
        .contains(new Fitted(TokenIds.of(7, 1, 2, 3, 4, 5, 6, 8), TokenIds.of(1, 9), true));
    assertThat(refusing.fit(ids(9), ids(1))).isEmpty();
  }

  @Test
  void cutsTheTargetAndEndsItAllTheSame() {
    assertThat(cutting.fit(ids(1), ids(5)))
        .contains(new Fitted(TokenIds.of(7, 1, 8), TokenIds.of(1, 2, 3, 9), true));
    assertThat(refusing.fit(ids(1), ids(5))).isEmpty();
  }

  @Test
  void cutsTheInputForTheTargetsSakeWhereTheRowIsFull() {
    assertThat(cutting.fit(ids(6), ids(3)))
        .contains(new Fitted(TokenIds.of(7, 1, 2, 3, 4, 8), TokenIds.of(1, 2, 3, 9), true));
    assertThat(refusing.fit(ids(6), ids(3))).isEmpty();
  }

  @Test
  void leavesRoomAfterAPrompt() {
    assertThat(cutting.fitInput(ids(9), 6)).contains(TokenIds.of(7, 1, 2, 8));
    assertThat(refusing.fitInput(ids(3), 6)).isEmpty();
    assertThat(cutting.fitTarget(ids(5))).contains(TokenIds.of(1, 2, 3));
    assertThat(refusing.fitTarget(ids(5))).isEmpty();
  }

  /** Row length 10, inputs of 6, targets of 3. */
  private static LengthLimit limit(TooLong tooLong) {
    return new LengthLimit(
        new PackingConfig(10, 6, 3, tooLong, "tokenizer", "end-of-sequence", 1, 1 << 22), FORMAT);
  }

  private static TokenIds ids(int count) {
    return TokenIds.of(IntStream.rangeClosed(1, count).toArray());
  }
}
