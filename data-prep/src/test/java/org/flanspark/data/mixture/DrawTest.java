package org.flanspark.data.mixture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DrawTest {
  private final Cut third = new Cut(30, "c");
  private final Cut first = new Cut(10, "a");

  @Test
  void takesUpToAndWithTheCut() {
    assertThat(third.takes(29, "z")).isTrue();
    assertThat(third.takes(30, "c")).isTrue();
    assertThat(third.takes(30, "d")).isFalse();
    assertThat(third.takes(31, "a")).isFalse();
    assertThat(Cut.AFTER_ALL.takes(Long.MAX_VALUE, "z")).isTrue();
    assertThat(Cut.BEFORE_ALL.takes(Long.MIN_VALUE, "a")).isFalse();
  }

  /** Three of four kept, seven drawn: each twice, and the first once more. */
  @Test
  void drawsKeptExamplesInTurn() {
    Draw draw = new Draw(third, 2, first);

    assertThat(draw.times(10, "a")).isEqualTo(3);
    assertThat(draw.times(20, "b")).isEqualTo(2);
    assertThat(draw.times(30, "c")).isEqualTo(2);
    assertThat(draw.times(40, "d")).isZero();
  }

  @Test
  void drawsOnlyTheFirstWhereTheBudgetIsLessThanWhatIsKept() {
    Draw draw = new Draw(third, 0, first);

    assertThat(draw.times(10, "a")).isEqualTo(1);
    assertThat(draw.times(20, "b")).isZero();
    assertThat(Draw.NONE.times(10, "a")).isZero();
  }
}
