package org.flanspark.data.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HashesTest {
  private static final BigInteger BASE = new BigInteger("9E3779B97F4A7C15", 16);

  @Property
  void rollsToWhatEachRunHashesToByItself(
      @ForAll @Size(max = 40) long[] words, @ForAll @IntRange(min = 1, max = 15) int size) {
    long[] runs = Hashes.runs(words, size);

    assertThat(runs).hasSize(Math.max(0, words.length - size + 1));
    for (int start = 0; start < runs.length; start++) {
      assertThat(runs[start]).isEqualTo(naive(words, start, size));
      assertThat(runs[start]).isEqualTo(Hashes.run(words, start, start + size));
    }
  }

  private static long naive(long[] words, int start, int size) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < size; i++) {
      BigInteger power = BASE.pow(size - 1 - i);
      sum = sum.add(BigInteger.valueOf(words[start + i]).multiply(power));
    }
    return Hashes.mixed(sum.longValue());
  }

  @Test
  void tellsTheOrderOfWords() {
    assertThat(Hashes.runs(Words.of("man bites dog").hashes(), 3))
        .isNotEqualTo(Hashes.runs(Words.of("dog bites man").hashes(), 3));
  }

  @Test
  void findsNoRunInTooFewWords() {
    assertThat(Hashes.runs(Words.of("two words").hashes(), 3)).isEmpty();
  }
}
