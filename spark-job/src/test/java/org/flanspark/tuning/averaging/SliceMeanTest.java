package org.flanspark.tuning.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.cpu.CpuKernels;
import org.junit.jupiter.api.Test;

class SliceMeanTest {
  @Test
  void workersCountByTheirTokens() {
    MeanSlice mean = Deltas.mean(0, Deltas.of(0, 1, 1, 2, 0), Deltas.of(1, 3, 5, -2, 4));
    assertThat(Deltas.floats(mean.values())).containsExactly(4, -1, 3);
  }

  @Test
  void tellsTheSquaresOfEachDeltaAndOfTheirPlainSum() {
    MeanSlice mean = Deltas.mean(7, Deltas.of(0, 1, 1, 2), Deltas.of(1, 3, 5, -2));
    assertThat(mean.slice()).isEqualTo(7);
    assertThat(mean.squares()).isEqualTo(Map.of(0, 5.0, 1, 29.0));
    assertThat(mean.squareOfSum()).isEqualTo(36);
    assertThat(mean.lineages()).isEqualTo(Map.of(0, 100L, 1, 101L));
  }

  @Test
  void aWorkerWithoutTokensAddsNothing() {
    MeanSlice mean = Deltas.mean(0, Deltas.of(0, 2, 1, 2), Deltas.of(1, 0), Deltas.of(2, 2, 3, -2));
    assertThat(Deltas.floats(mean.values())).containsExactly(2, 0);
    assertThat(mean.squares()).isEqualTo(Map.of(0, 5.0, 2, 13.0));
    assertThat(mean.squareOfSum()).isEqualTo(16);
    assertThat(mean.lineages()).isEqualTo(Map.of(0, 100L, 2, 102L));
  }

  @Test
  void withoutAnyTokensThereIsNoMean() {
    MeanSlice mean = Deltas.mean(0, Deltas.of(0, 0), Deltas.of(1, 0));
    assertThat(mean.values().length()).isZero();
    assertThat(mean.bytes()).isZero();
    assertThat(mean.squares()).isEmpty();
    assertThat(mean.squareOfSum()).isZero();
    assertThat(mean.lineages()).isEmpty();
  }

  @Test
  void everyChunkOfASliceIsAveraged() {
    float[] first = new float[2 * FlatValues.CHUNK + 3];
    float[] second = new float[first.length];
    float[] expected = new float[first.length];
    for (int i = 0; i < first.length; i++) {
      first[i] = i % 64;
      second[i] = -(i % 32);
      expected[i] = (first[i] + second[i]) / 2;
    }
    MeanSlice mean = Deltas.mean(0, Deltas.of(0, 8, first), Deltas.of(1, 8, second));
    assertThat(Deltas.floats(mean.values())).isEqualTo(expected);
  }

  @Property(tries = 50)
  void theOrderOfArrivalChangesNoBit(
      @ForAll @IntRange(min = 3, max = 5) int workers, @ForAll long seed) {
    Random random = new Random(seed);
    List<Deltas.Delta> deltas = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      float[] values = new float[9];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      deltas.add(Deltas.of(worker, 1 + random.nextInt(1000), values));
    }
    MeanSlice inOrder = Deltas.mean(0, deltas.toArray(Deltas.Delta[]::new));
    Collections.shuffle(deltas, random);
    MeanSlice shuffled = Deltas.mean(0, deltas.toArray(Deltas.Delta[]::new));

    assertThat(Deltas.floats(shuffled.values())).isEqualTo(Deltas.floats(inOrder.values()));
    assertThat(shuffled.squares()).isEqualTo(inOrder.squares());
    assertThat(shuffled.squareOfSum()).isEqualTo(inOrder.squareOfSum());
  }

  @Test
  void refusesToLeaveAWorkerOut() {
    assertThatThrownBy(
            () ->
                DeltaSlice.inOrder(
                    4, List.of(Deltas.of(0, 1, 1).slice(), Deltas.of(2, 1, 1).slice()), 3))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot average slice 4: deltas of the workers [0, 2], expected one of each of 3");
  }

  @Test
  void refusesAWorkerThatComesTwice() {
    assertThatThrownBy(
            () -> Deltas.mean(4, Deltas.of(1, 1, 1), Deltas.of(0, 1, 1), Deltas.of(0, 1, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot average slice 4: deltas of the workers [0, 0, 1], expected one of each of 3");
  }

  @Test
  void theMeanOfBfloat16IsTakenInFloat32AndRoundedOnItsWay() {
    MeanSlice mean =
        Deltas.mean(0, WireFormat.BFLOAT16, Deltas.of(0, 1, 1, 2), Deltas.of(1, 1, 1.0078125f, 4));
    assertThat(Deltas.floats(mean.values())).containsExactly(1.00390625f, 3);
    assertThat(mean.bytes()).isEqualTo(4);
    assertThat(arrived(mean)).containsExactly(1, 3);
  }

  @Test
  void theMeanOfFloat32TravelsAsItIs() {
    MeanSlice mean = Deltas.mean(0, Deltas.of(0, 1, 1, 2), Deltas.of(1, 1, 1.0078125f, 4));
    assertThat(mean.bytes()).isEqualTo(8);
    assertThat(arrived(mean)).containsExactly(1.00390625f, 3);
  }

  private static float[] arrived(MeanSlice mean) {
    try (Kernels kernels = CpuKernels.of(1)) {
      ReceivedMeans means = new ReceivedMeans(kernels, Slice.cut(2, 0, 2));
      Deltas.arrive(means, mean);
      float[] values = new float[2];
      kernels.read(means.values().parameters(), 0, values);
      means.release();
      return values;
    }
  }
}
