package org.flanspark.tuning.averaging;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2S;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.S2I;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** As many values at a time as the processor's registers hold; what is left goes the scalar way. */
final class VectorHalves implements Halves {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));

  private static final int LANES = FLOATS.length();

  @Override
  public void upper(short[] halves, float[] values) {
    int bound = FLOATS.loopBound(halves.length);
    for (int i = 0; i < bound; i += LANES) {
      IntVector bits = FloatVector.fromArray(FLOATS, values, i).reinterpretAsInts();
      // As the scalar way: all ones where the value is no number.
      IntVector nan = bits.and(0x7fffffff).neg().add(0x7f800000).lanewise(ASHR, 31);
      IntVector up = bits.lanewise(LSHR, 16).and(1).add(0x7fff).and(nan.not());
      IntVector rounded = bits.add(up).or(nan.and(0x400000)).lanewise(LSHR, 16);
      ((ShortVector) rounded.convertShape(I2S, SHORTS, 0)).intoArray(halves, i);
    }
    for (int i = bound; i < halves.length; i++) {
      halves[i] = ScalarHalves.upper(values[i]);
    }
  }

  @Override
  public void widen(float[] values, short[] halves) {
    int bound = FLOATS.loopBound(halves.length);
    for (int i = 0; i < bound; i += LANES) {
      IntVector bits =
          (IntVector) ShortVector.fromArray(SHORTS, halves, i).convertShape(S2I, INTS, 0);
      bits.lanewise(LSHL, 16).reinterpretAsFloats().intoArray(values, i);
    }
    for (int i = bound; i < halves.length; i++) {
      values[i] = ScalarHalves.widen(halves[i]);
    }
  }
}
