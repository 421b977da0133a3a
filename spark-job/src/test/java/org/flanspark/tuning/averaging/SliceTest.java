package org.flanspark.tuning.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flanspark.tuning.averaging.Slice.Part.MOMENTS;
import static org.flanspark.tuning.averaging.Slice.Part.PARAMETERS;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SliceTest {
  @Test
  void cutsThePartsEndToEndAndNeverAcrossTheirBorder() {
    assertThat(Slice.cut(5, 4, 2))
        .containsExactly(
            new Slice(0, PARAMETERS, 0, 2),
            new Slice(1, PARAMETERS, 2, 2),
            new Slice(2, PARAMETERS, 4, 1),
            new Slice(3, MOMENTS, 0, 2),
            new Slice(4, MOMENTS, 2, 2));
  }

  @Test
  void aPartThatFitsIsOneSlice() {
    assertThat(Slice.cut(3, 6, 100))
        .containsExactly(new Slice(0, PARAMETERS, 0, 3), new Slice(1, MOMENTS, 0, 6));
  }

  @Test
  void momentsThatDoNotTravelHaveNoSlice() {
    assertThat(Slice.cut(3, 0, 2))
        .containsExactly(new Slice(0, PARAMETERS, 0, 2), new Slice(1, PARAMETERS, 2, 1));
  }

  @Test
  void placesMayLieBeyondTheRangeOfAnInt() {
    assertThat(Slice.cut((3L << 31) + 1, 0, 1 << 30))
        .hasSize(7)
        .endsWith(
            new Slice(5, PARAMETERS, 5L << 30, 1 << 30), new Slice(6, PARAMETERS, 3L << 31, 1));
  }

  @Property(tries = 200)
  void everyValueLiesInOneSlice(
      @ForAll @IntRange(max = 200) int parameters,
      @ForAll @IntRange(max = 200) int moments,
      @ForAll @IntRange(min = 1, max = 50) int maxLength) {
    List<Slice> slices = Slice.cut(parameters, moments, maxLength);

    int[] parameterSlices = new int[parameters];
    int[] momentSlices = new int[moments];
    for (Slice slice : slices) {
      int[] counts = slice.part() == PARAMETERS ? parameterSlices : momentSlices;
      for (int i = 0; i < slice.length(); i++) {
        counts[(int) slice.from() + i]++;
      }
    }
    assertThat(IntStream.of(parameterSlices)).allMatch(count -> count == 1);
    assertThat(IntStream.of(momentSlices)).allMatch(count -> count == 1);
    assertThat(slices).allMatch(slice -> slice.length() > 0 && slice.length() <= maxLength);
    assertThat(slices.stream().map(Slice::number))
        .containsExactlyElementsOf(IntStream.range(0, slices.size()).boxed().toList());
  }
}
