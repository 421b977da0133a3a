package org.flanspark.tuning.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
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
    List<DeltaSlice> deltas = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      float[] values = new float[9];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      deltas.add(Deltas.of(worker, 1 + random.nextInt(1000), values));
    }
    MeanSlice inOrder = Deltas.mean(0, deltas.toArray(DeltaSlice[]::new));
    Collections.shuffle(deltas, random);
    MeanSlice shuffled = Deltas.mean(0, deltas.toArray(DeltaSlice[]::new));

    assertThat(Deltas.floats(shuffled.values())).isEqualTo(Deltas.floats(inOrder.values()));
    assertThat(shuffled.squares()).isEqualTo(inOrder.squares());
    assertThat(shuffled.squareOfSum()).isEqualTo(inOrder.squareOfSum());
  }

  @Test
  void refusesToLeaveAWorkerOut() {
    SliceMean mean = new SliceMean(4, WireFormat.FLOAT32);
    mean.add(Deltas.of(0, 1, 1));
    mean.add(Deltas.of(2, 1, 1));
    assertThatThrownBy(() -> mean.mean(3))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot average slice 4: 1 of 3 workers came in order");
  }

  @Test
  void refusesAWorkerThatComesTwice() {
    SliceMean mean = new SliceMean(4, WireFormat.FLOAT32);
    mean.add(Deltas.of(0, 1, 1));
    mean.add(Deltas.of(0, 1, 1));
    mean.add(Deltas.of(1, 1, 1));
    assertThatThrownBy(() -> mean.mean(2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot average slice 4: 1 of 2 workers came in order");
  }

  @Test
  void theMeanOfBfloat16IsTakenInFloat32AndRoundedOnItsWay() throws Exception {
    SliceMean mean = new SliceMean(3, WireFormat.BFLOAT16);
    mean.add(Deltas.of(0, 1, 1, 2));
    mean.add(Deltas.of(1, 1, 1.0078125f, 4));
    MeanSlice before = mean.mean(2);
    MeanSlice after = travelled(before);

    assertThat(Deltas.floats(before.values())).containsExactly(1.00390625f, 3);
    assertThat(Deltas.floats(after.values())).containsExactly(1, 3);
    assertThat(after.bytes()).isEqualTo(4);
    assertThat(after.slice()).isEqualTo(3);
    assertThat(after.squares()).isEqualTo(before.squares());
    assertThat(after.squareOfSum()).isEqualTo(before.squareOfSum());
    assertThat(after.lineages()).isEqualTo(Map.of(0, 100L, 1, 101L));
  }

  @Test
  void theMeanOfFloat32TravelsAsItIs() throws Exception {
    MeanSlice mean = travelled(Deltas.mean(0, Deltas.of(0, 1, 1), Deltas.of(1, 1, 1.0078125f)));
    assertThat(Deltas.floats(mean.values())).containsExactly(1.00390625f);
    assertThat(mean.bytes()).isEqualTo(4);
  }

  private static MeanSlice travelled(MeanSlice mean) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(mean);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (MeanSlice) in.readObject();
    }
  }
}
