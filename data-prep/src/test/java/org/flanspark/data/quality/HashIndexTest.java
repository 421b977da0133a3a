package org.flanspark.data.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HashIndexTest {
  @Property
  void holdsWhatItWasGivenAndNothingElse(@ForAll List<long[]> parts, @ForAll long other) {
    HashIndex index = HashIndex.of(parts);

    List<Long> given = parts.stream().flatMap(part -> Arrays.stream(part).boxed()).toList();
    assertThat(given).allMatch(index::contains);
    assertThat(index.contains(other)).isEqualTo(given.contains(other));
    assertThat((long) index.size()).isEqualTo(given.stream().distinct().count());
  }

  @Test
  void holdsAHundredThousandHashes() {
    long[] hashes = new Random(1).longs(100_000).toArray();
    HashIndex index = HashIndex.of(List.of(hashes));

    assertThat(Arrays.stream(hashes)).allMatch(index::contains);
    assertThat(new Random(2).longs(100_000)).noneMatch(index::contains);
  }

  @Test
  void holdsTheEnds() {
    HashIndex index = HashIndex.of(List.of(new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}));

    assertThat(List.of(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE)).allMatch(index::contains);
    assertThat(List.of(1L, -2L, Long.MIN_VALUE + 1)).noneMatch(index::contains);
  }
}
