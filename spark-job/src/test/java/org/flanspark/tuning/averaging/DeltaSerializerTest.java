package org.flanspark.tuning.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.serializer.DeserializationStream;
import org.apache.spark.serializer.SerializationStream;
import org.apache.spark.serializer.SerializerInstance;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.flanspark.config.Backend;
import org.flanspark.config.Moments;
import org.flanspark.config.Optimizer;
import org.flanspark.config.Schedule;
import org.flanspark.tuning.batch.HadoopSettings;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.cpu.CpuKernels;
import org.flanspark.tuning.model.ActivationMemory;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.StepStatistics;
import org.flanspark.tuning.network.ComputeSettings;
import org.flanspark.tuning.network.DecoderNetwork;
import org.flanspark.tuning.network.NetworkSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** A worker's slices through a shuffle's bytes and back. */
class DeltaSerializerTest {
  private static final String RUN = "DeltaSerializerTest";
  private static final ClassTag<Object> ANY = ClassTag$.MODULE$.Any();
  private static final Kernels KERNELS = CpuKernels.of(1);
  private static final ModelShape SHAPE = ModelShape.gpt2(1, 32, 1, 3, 800);
  private static final int SIZE = (int) ParameterLayout.of(SHAPE).size();

  /** Some of more than a chunk. */
  private static final List<Slice> SLICES =
      Slice.cut(SIZE, 2L * SIZE, FlatValues.CHUNK + FlatValues.CHUNK / 2);

  private static final ComputeSettings COMPUTE =
      new ComputeSettings(Backend.CPU, 1, 1, ActivationMemory.KEPT);
  private static final LocalResult RESULT =
      new LocalResult(
          new WorkerResult(0, List.of(new StepStatistics(1, 100, 100, 0, Map.of())), 1));

  private final SerializerInstance serializer = new DeltaSerializer().newInstance();

  @AfterEach
  void release() {
    LivingWorkers.release(RUN);
    RoundMemory.release(RUN);
  }

  @Test
  void whatAWorkerDidArrivesSliceBySlice() {
    SentSlices sent = sent(WireFormat.FLOAT32);
    LocalStepsWorker worker = new LocalStepsWorker(order(sent));
    MultiLayerNetwork network = worker.getInitialModel();
    network.params().subi(0.25);
    DecoderNetwork.updaterStateView(network).addi(3);

    List<Tuple2<Object, Object>> arrived = read(written(deltas(sent, worker, 100)));
    worker.end();

    assertThat(arrived.stream().map(Tuple2::_1)).containsExactlyElementsOf(numbers());
    for (int number = 0; number < SLICES.size(); number++) {
      Slice slice = SLICES.get(number);
      DeltaSlice delta = (DeltaSlice) arrived.get(number)._2();
      assertThat(delta.worker()).isZero();
      assertThat(delta.lineage()).isEqualTo(17);
      assertThat(delta.weight()).isEqualTo(100);
      assertThat(delta.report()).isNull();
      assertThat(Deltas.floats(delta.values())).isEqualTo(expected(slice));
    }
  }

  /** Parameters were 0, 1, 2 and so on, moments minus that. */
  private static float[] expected(Slice slice) {
    float[] values = new float[slice.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = slice.part() == Slice.Part.PARAMETERS ? 0.25f : 3 - (slice.from() + i);
    }
    return values;
  }

  /** 0.0078125 is 2^-7: rounded to bfloat16, 1 + 3 * 2^-9 came as 1 + 2^-7. */
  @Test
  void deltasAreFromWhatArrivedAndNotFromWhatWasSent() {
    FlatValues values = FlatValues.allocate(KERNELS, SIZE, 2L * SIZE);
    values.write(Slice.Part.PARAMETERS, 0, new float[] {1 + 0x3p-9f});
    SentSlices sent = sent(WireFormat.BFLOAT16, values);
    LocalStepsWorker worker = new LocalStepsWorker(order(sent));
    MultiLayerNetwork network = worker.getInitialModel();
    assertThat(network.params().getFloat(0)).isEqualTo(1.0078125f);

    DeltaSlice first = (DeltaSlice) read(written(deltas(sent, worker, 100))).get(0)._2();
    worker.end();
    assertThat(Deltas.floats(first.values())).containsOnly(0);
  }

  @Test
  void aWorkerWithoutTokensSendsNoValues() {
    SentSlices sent = sent(WireFormat.FLOAT32);
    LocalStepsWorker neverStarted = new LocalStepsWorker(order(sent));

    byte[] bytes = written(deltas(sent, neverStarted, 0));

    assertThat(bytes).hasSize(SLICES.size() * 36);
    assertThat(read(bytes))
        .hasSize(SLICES.size())
        .allSatisfy(
            pair -> {
              DeltaSlice delta = (DeltaSlice) pair._2();
              assertThat(delta.weight()).isZero();
              assertThat(delta.values().length()).isZero();
            });
  }

  /** Written by a worker in an executor: here its bytes are laid out by hand. */
  @Test
  void theWorkersReportComesBehindTheValues() throws IOException {
    WorkerReport report =
        new WorkerReport(
            RESULT.measured(), new ExecutorPlace("host", "3"), 17, 0.5, 0.25, List.of("a note"));
    ByteArrayOutputStream reportBytes = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(reportBytes)) {
      objects.writeObject(report);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(9); // the slice
    out.writeInt(2); // the worker
    out.writeLong(17); // its moments' lineage
    out.writeLong(100); // its tokens
    out.writeInt(1); // bfloat16
    out.writeInt(2); // values
    out.write(new byte[] {(byte) 0x80, 0x3f, 0x20, (byte) 0xc0});
    out.writeInt(reportBytes.size());
    reportBytes.writeTo(out);

    Tuple2<Object, Object> only = read(bytes.toByteArray()).get(0);

    assertThat(only._1()).isEqualTo(9);
    DeltaSlice delta = (DeltaSlice) only._2();
    assertThat(delta.worker()).isEqualTo(2);
    assertThat(delta.lineage()).isEqualTo(17);
    assertThat(delta.weight()).isEqualTo(100);
    assertThat(Deltas.floats(delta.values())).containsExactly(1, -2.5f);
    assertThat(delta.report()).isEqualTo(report);
  }

  @Test
  void anEmptyStreamEndsAsSparkExpects() {
    DeserializationStream in = serializer.deserializeStream(new ByteArrayInputStream(new byte[0]));
    assertThatThrownBy(() -> in.readKey(ANY)).isInstanceOf(EOFException.class);
    assertThat(read(new byte[0])).isEmpty();
  }

  @Test
  void aSliceTravelsOnce() {
    DeltaSlice arrived = Deltas.of(0, 1, 1, 2);
    SerializationStream out = serializer.serializeStream(new ByteArrayOutputStream());
    assertThatThrownBy(() -> out.writeValue(arrived, ANY))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("A slice travels once, from its worker");
  }

  @Test
  void readsAndWritesNothingButStreamsOfSlices() {
    assertThatThrownBy(() -> serializer.serialize(1, ANY))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("Cannot serialize anything but a shuffle's streams");
    assertThatThrownBy(() -> serializer.deserialize(ByteBuffer.allocate(4), ANY))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("Cannot serialize anything but a shuffle's streams");
    DeserializationStream in = serializer.deserializeStream(new ByteArrayInputStream(new byte[4]));
    assertThatThrownBy(() -> in.readObject(ANY))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("Cannot read anything but keys and slices");
  }

  private static List<Tuple2<Integer, DeltaSlice>> deltas(
      SentSlices sent, LocalStepsWorker worker, long weight) {
    AtomicLong nanos = new AtomicLong();
    return SLICES.stream()
        .map(
            slice ->
                new Tuple2<>(
                    slice.number(),
                    DeltaSlice.of(
                        0,
                        17,
                        weight,
                        new DeltaSource(sent.slice(slice), worker, RESULT, nanos, false))))
        .toList();
  }

  private byte[] written(List<Tuple2<Integer, DeltaSlice>> deltas) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SerializationStream out = serializer.serializeStream(bytes);
    for (Tuple2<Integer, DeltaSlice> delta : deltas) {
      out.writeKey(delta._1(), ANY);
      out.writeValue(delta._2(), ANY);
    }
    out.close();
    return bytes.toByteArray();
  }

  private List<Tuple2<Object, Object>> read(byte[] bytes) {
    DeserializationStream in = serializer.deserializeStream(new ByteArrayInputStream(bytes));
    List<Tuple2<Object, Object>> read = new ArrayList<>();
    for (Iterator<Tuple2<Object, Object>> pairs = in.asKeyValueIterator(); pairs.hasNext(); ) {
      read.add(pairs.next());
    }
    return read;
  }

  private static List<Object> numbers() {
    return SLICES.stream().<Object>map(Slice::number).toList();
  }

  private static SentSlices sent(WireFormat wire) {
    FlatValues values = FlatValues.allocate(KERNELS, SIZE, 2L * SIZE);
    float[] parameters = new float[SIZE];
    float[] moments = new float[2 * SIZE];
    for (int i = 0; i < moments.length; i++) {
      moments[i] = -i;
      parameters[i % SIZE] = i % SIZE;
    }
    values.write(Slice.Part.PARAMETERS, 0, parameters);
    values.write(Slice.Part.MOMENTS, 0, moments);
    return sent(wire, values);
  }

  private static SentSlices sent(WireFormat wire, FlatValues values) {
    RoundMemory.hold(RUN, values);
    List<Broadcast<SentSlice>> broadcasts =
        SLICES.stream()
            .<Broadcast<SentSlice>>map(slice -> new HereAlready(new SentSlice(RUN, 0, slice, wire)))
            .toList();
    return new SentSlices(SLICES, broadcasts, wire);
  }

  private static RoundOrder order(SentSlices sent) {
    NetworkSettings settings =
        new NetworkSettings(Optimizer.ADAMW, 0.1, Schedule.CONSTANT, 0, 1, 0, 0.9, 0.999, 1e-8, 1);
    return new RoundOrder(
        RUN,
        1,
        0,
        0,
        DecoderNetwork.configuration(SHAPE, settings, COMPUTE),
        COMPUTE,
        Moments.AVERAGED,
        List.of(),
        1,
        LocalWork.TRAIN,
        new HadoopSettings(new Configuration(false)),
        sent);
  }

  /** A broadcast that need not travel. */
  private static final class HereAlready extends Broadcast<SentSlice> {
    private static final long serialVersionUID = 1L;

    private final SentSlice slice;

    HereAlready(SentSlice slice) {
      super(slice.slice().number(), ClassTag$.MODULE$.apply(SentSlice.class));
      this.slice = slice;
    }

    @Override
    public SentSlice getValue() {
      return slice;
    }

    @Override
    public void doUnpersist(boolean blocking) {}

    @Override
    public void doDestroy(boolean blocking) {}
  }
}
