package org.flanspark.data.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StableHashTest {
  @Test
  void neverChanges() {
    assertThat(StableHash.hexadecimal(new byte[0]))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(StableHash.of(42, "template", "rte"))
        .isEqualTo(StableHash.of(42, "template", "rte"));
    assertThat(StableHash.of(42, "template", "rte"))
        .isNotEqualTo(StableHash.of(43, "template", "rte"));
  }

  @Test
  void knowsWhereOnePartEnds() {
    assertThat(StableHash.of("ab", "c")).isNotEqualTo(StableHash.of("a", "bc"));
  }

  @Test
  void sharesAreUniform() {
    double mean =
        IntStream.range(0, 10_000)
            .mapToDouble(i -> StableHash.share("s", i))
            .average()
            .orElseThrow();
    long below = IntStream.range(0, 10_000).filter(i -> StableHash.below(10, "b", i) == 3).count();

    assertThat(mean).isBetween(0.49, 0.51);
    assertThat(below).isBetween(900L, 1_100L);
  }
}
