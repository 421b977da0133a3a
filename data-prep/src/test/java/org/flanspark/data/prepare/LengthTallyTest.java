package org.flanspark.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.flanspark.data.shard.Manifest.Lengths;
import org.junit.jupiter.api.Test;

class LengthTallyTest {
  @Test
  void countsLengthsInDoublingBuckets() {
    LengthTally tally = new LengthTally();
    for (int length : new int[] {0, 1, 15, 16, 31, 32, 100}) {
      tally.add(length);
    }

    assertThat(tally.lengths()).isEqualTo(new Lengths(195.0 / 7, 0, 100, List.of(3L, 2L, 1L, 1L)));
  }

  @Test
  void addsUpAndIsNullWithoutLengths() {
    LengthTally some = new LengthTally();
    some.add(3);
    LengthTally more = new LengthTally();
    more.add(40);
    some.add(more);
    some.add(new LengthTally());

    assertThat(some.lengths()).isEqualTo(new Lengths(21.5, 3, 40, List.of(1L, 0L, 1L)));
    assertThat(new LengthTally().lengths()).isNull();
  }
}
