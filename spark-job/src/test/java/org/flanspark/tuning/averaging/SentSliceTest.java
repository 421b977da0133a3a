package org.flanspark.tuning.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.cpu.CpuKernels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Driver and executor take turns in this process: once the driver's memory of the run has been
 * released, the next slice that arrives finds none, as in an executor, and lands in memory of its
 * own.
 */
class SentSliceTest {
  private static final Kernels KERNELS = CpuKernels.of(1);
  private static final String RUN = "SentSliceTest";

  /** The second of two. */
  private static final Slice SLICE = Slice.cut(6, 0, 3).get(1);

  @AfterEach
  void release() {
    RoundMemory.release(RUN);
  }

  @Test
  void carriesTheDriversValuesToAnExecutor() throws Exception {
    Travelling bytes = sent(0, WireFormat.FLOAT32, 1, 2, 3, 1.00390625f, -0f, Float.NaN);
    SentSlice arrived = landed(bytes);
    assertThat(arrived.slice()).isEqualTo(SLICE);
    assertThat(arrived.wire()).isEqualTo(WireFormat.FLOAT32);
    assertThat(read(arrived)).containsExactly(1.00390625f, -0f, Float.NaN);
  }

  @Test
  void readsFromAnyPlaceInTheSliceOn() throws Exception {
    SentSlice arrived = landed(sent(0, WireFormat.BFLOAT16, 1, 2, 3, 4, 5, 6));
    float[] last = new float[2];
    arrived.read(1, last);
    assertThat(last).containsExactly(5, 6);
  }

  @Test
  void driverAndExecutorReadTheSameRoundedValues() throws Exception {
    hold(0, 0, 0, 1.00390625f, 1.01171875f, -3);
    SentSlice own = new SentSlice(RUN, 0, SLICE, WireFormat.BFLOAT16);
    assertThat(read(own)).containsExactly(1, 1.015625f, -3);

    assertThat(read(landed(sent(0, WireFormat.BFLOAT16, 0, 0, 0, 1.00390625f, 1.01171875f, -3))))
        .containsExactly(1, 1.015625f, -3);
  }

  @Test
  void onTheDriverItIsWhatTheDriverHoldsNow() {
    FlatValues values = hold(0, 0, 0, 1, 2, 3);
    SentSlice own = new SentSlice(RUN, 0, SLICE, WireFormat.FLOAT32);
    values.write(Slice.Part.PARAMETERS, 4, new float[] {7});
    assertThat(read(own)).containsExactly(1, 7, 3);
  }

  @Test
  void anExecutorHandsOnWhatItHasGot() throws Exception {
    Travelling bytes = sent(0, WireFormat.BFLOAT16, 1, 2, 3, 4, 5, 6);
    assertThat(travelling(landed(bytes))).isEqualTo(bytes);
  }

  @Test
  void slicesOfMoreThanAChunkTravelWhole() throws Exception {
    Slice slice = new Slice(0, Slice.Part.PARAMETERS, 1, 2 * FlatValues.CHUNK + 5);
    float[] values = new float[slice.length() + 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    hold(values);
    SentSlice arrived = landed(travelling(new SentSlice(RUN, 0, slice, WireFormat.FLOAT32)));
    float[] expected = new float[slice.length()];
    System.arraycopy(values, 1, expected, 0, expected.length);
    assertThat(read(arrived)).isEqualTo(expected);
  }

  @Test
  void momentsTravelFromTheirPlace() throws Exception {
    FlatValues values = FlatValues.allocate(KERNELS, 2, 3);
    values.write(Slice.Part.MOMENTS, 0, new float[] {7, 8, 9});
    RoundMemory.hold(RUN, values);
    Slice moments = Slice.cut(2, 3, 2).get(2);
    assertThat(read(landed(travelling(new SentSlice(RUN, 0, moments, WireFormat.FLOAT32)))))
        .containsExactly(9);
  }

  @Test
  void aLaterSendingOverwritesAnEarlierOneAlsoOfAnotherFormat() throws Exception {
    Travelling earlier = sent(4, WireFormat.BFLOAT16, 0, 0, 0, 1, 2, 3);
    Travelling later = sent(5, WireFormat.FLOAT32, 0, 0, 0, 1.25f, 2.25f, 3.25f);
    landed(earlier);
    assertThat(read(later.land())).containsExactly(1.25f, 2.25f, 3.25f);
  }

  @Test
  void aSendingThatArrivesTwiceIsTheSame() throws Exception {
    Travelling bytes = sent(4, WireFormat.FLOAT32, 0, 0, 0, 1, 2, 3);
    SentSlice first = landed(bytes);
    SentSlice second = bytes.land();
    assertThat(read(first)).containsExactly(1, 2, 3);
    assertThat(read(second)).containsExactly(1, 2, 3);
  }

  @Test
  void aSendingThatComesTooLateIsRefused() throws Exception {
    Travelling earlier = sent(4, WireFormat.FLOAT32, 0, 0, 0, 1, 2, 3);
    SentSlice last = landed(sent(5, WireFormat.FLOAT32, 0, 0, 0, 4, 5, 6));
    assertThatThrownBy(() -> earlier.land())
        .isInstanceOf(IOException.class)
        .hasMessage("A slice of sending 4 has been overwritten");
    assertThat(earlier.slice().isHere()).isFalse();
    assertThat(last.isHere()).isTrue();
    assertThat(read(last)).containsExactly(4, 5, 6);
  }

  @Test
  void whatALaterSendingHasOverwrittenIsNotRead() throws Exception {
    Travelling later = sent(5, WireFormat.FLOAT32, 0, 0, 0, 4, 5, 6);
    SentSlice first = landed(sent(4, WireFormat.FLOAT32, 0, 0, 0, 1, 2, 3));
    later.land();
    assertThatThrownBy(() -> read(first))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot read a slice of sending 4: sending 5 has overwritten it");
  }

  @Test
  void aSliceThatNeverArrivedIsMissing() {
    SentSlice slice = new SentSlice(RUN, 0, SLICE, WireFormat.FLOAT32);
    assertThatThrownBy(() -> read(slice))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Missing slice Slice[number=1, part=PARAMETERS, from=3, length=3] in this process");
  }

  @Test
  void aSliceThatComesInPartAloneIsNotHere() {
    SentSlice slice = new SentSlice(RUN, 0, SLICE, WireFormat.FLOAT32);
    assertThatThrownBy(
            () ->
                slice.land(
                    memory -> {
                      memory.put(new byte[11]);
                      throw new IOException("The connection broke");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("The connection broke");
    assertThat(slice.isHere()).isFalse();
  }

  @Test
  void runsInOneProcessDoNotMix() throws Exception {
    SentSlice arrived = landed(sent(0, WireFormat.FLOAT32, 0, 0, 0, 1, 2, 3));
    FlatValues other = FlatValues.allocate(KERNELS, 6, 0);
    RoundMemory.hold(RUN + " of another", other);
    assertThat(read(arrived)).containsExactly(1, 2, 3);
    RoundMemory.release(RUN + " of another");
  }

  private static FlatValues hold(float... parameters) {
    FlatValues values = FlatValues.allocate(KERNELS, parameters.length, 0);
    values.write(Slice.Part.PARAMETERS, 0, parameters);
    RoundMemory.hold(RUN, values);
    return values;
  }

  /** A slice on its way. */
  private record Travelling(SentSlice slice, List<Byte> bytes) {
    SentSlice land() throws IOException {
      byte[] plain = new byte[bytes.size()];
      for (int i = 0; i < plain.length; i++) {
        plain[i] = bytes.get(i);
      }
      slice.land(memory -> memory.put(plain));
      return slice;
    }
  }

  /** The slice as a driver sends it that holds these. */
  private static Travelling sent(long sending, WireFormat wire, float... parameters)
      throws IOException {
    hold(parameters);
    return travelling(new SentSlice(RUN, sending, SLICE, wire));
  }

  /** What arrives in an executor that has got nothing yet. */
  private static SentSlice landed(Travelling slice) throws IOException {
    RoundMemory.release(RUN);
    assertThat(slice.slice().isHere()).isFalse();
    return slice.land();
  }

  private static Travelling travelling(SentSlice slice) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    slice.write(new DataOutputStream(bytes));
    List<Byte> boxed = new ArrayList<>();
    for (byte next : bytes.toByteArray()) {
      boxed.add(next);
    }
    return new Travelling(slice, boxed);
  }

  private static float[] read(SentSlice slice) {
    float[] values = new float[slice.slice().length()];
    slice.read(0, values);
    return values;
  }
}
