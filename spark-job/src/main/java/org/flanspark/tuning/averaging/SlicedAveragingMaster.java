package org.flanspark.tuning.averaging;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongFunction;
import org.apache.spark.ShuffleDependency;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.ShuffledRDD;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.deeplearning4j.core.loader.MultiDataSetLoader;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Parameter averaging behind DL4J's interface. One call of {@link #executeTrainingPaths} is a
 * round, one ordinary Spark job of two stages:
 *
 * <pre>
 * driver     parameters, in slices        a block of a file each, fetched by the workers
 * worker     local steps, then deltas     a task each; shuffled by slice
 * reducer    mean of one slice            a task each, in any executor; a block of a file
 * driver     outer step, once all means are there and belong together
 * </pre>
 *
 * <p>A task that fails is tried again by Spark from the round's start; a shuffle that lost an
 * executor is filled again by its worker's task. Only if that worker then had other moments than
 * before are its first slices worth nothing, and the round is done again.
 */
final class SlicedAveragingMaster extends PathMaster {
  private static final int ATTEMPTS = 5;
  private static final int RECEIVERS = 2;
  private static final Logger LOG = LoggerFactory.getLogger(SlicedAveragingMaster.class);

  private final JavaSparkContext spark;
  private final int workers;
  private final DriverState state;
  private final List<Slice> slices;
  private final ParameterSender sender;
  private final WireFormat wire;
  private final ReceivedMeans received;
  private final Map<Integer, ExecutorPlace> places = new HashMap<>();

  private Optional<OrderOfRound> nextOrder = Optional.empty();
  private Optional<RoundResult> result = Optional.empty();

  /** Makes the order of a round, once its parameters have been sent. */
  @FunctionalInterface
  interface OrderOfRound {
    RoundOrder of(SentSlices sent);
  }

  /**
   * A master over the driver's state, which each round changes.
   *
   * @param sender of that state
   * @param wire what travels in both directions
   */
  SlicedAveragingMaster(
      JavaSparkContext spark,
      int workers,
      DriverState state,
      ParameterSender sender,
      WireFormat wire) {
    this.sender = sender;
    this.spark = spark;
    this.workers = workers;
    this.state = state;
    this.slices = state.slices();
    this.wire = wire;
    this.received = new ReceivedMeans(state.values().kernels(), slices);
  }

  /** Says what the next round's workers are told. */
  void prepare(OrderOfRound order) {
    nextOrder = Optional.of(order);
  }

  /** What the last round measured. */
  RoundResult result() {
    return result.orElseThrow(() -> new IllegalStateException("Missing result: no round was done"));
  }

  /** A worker without an order cannot be made: rounds make theirs. */
  @Override
  public LocalStepsWorker getWorkerInstance(SparkDl4jMultiLayer network) {
    throw new UnsupportedOperationException("Cannot make a worker without a round to work in");
  }

  /** Partition i of the paths is what worker i trains on, in order; it may be empty. */
  @Override
  public void executeTrainingPaths(
      SparkDl4jMultiLayer network,
      @Nullable SparkComputationGraph graph,
      JavaRDD<String> paths,
      DataSetLoader loader,
      @Nullable MultiDataSetLoader graphLoader) {
    OrderOfRound order =
        nextOrder.orElseThrow(() -> new IllegalStateException("Missing order of the round"));
    nextOrder = Optional.empty();
    RoundClock clock = new RoundClock();
    long sentBytes;
    try (SentSlices sent = sender.send(slices, wire)) {
      clock.sent();
      LocalStepsWorker worker = new LocalStepsWorker(order.of(sent));
      exchange(set -> new WorkerTask(worker, loader, sent, set), paths, clock);
      clock.reduced();
      sentBytes = sent.totalBytes();
    }
    if (!received.isNothing()) {
      state.step(received.values());
    }
    List<WorkerReport> reports = received.reports();
    reports.forEach(report -> places.put(report.worker(), report.place()));
    result = Optional.of(clock.result(reports, received, sentBytes));
  }

  private void exchange(LongFunction<WorkerTask> task, JavaRDD<String> paths, RoundClock clock) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      received.begin();
      average(task, paths, clock);
      if (received.belongTogether()) {
        return;
      }
      LOG.warn(
          "The round is done again: worker {} stepped twice, from different moments",
          received.mixedWorkers());
    }
    throw new IllegalStateException(
        "Cannot finish a round: in each of %s attempts an executor was lost while deltas were"
                .formatted(ATTEMPTS)
            + " averaged");
  }

  /** Takes the means of one try. */
  private void average(LongFunction<WorkerTask> task, JavaRDD<String> paths, RoundClock clock) {
    long set = SliceBlock.newSet();
    ShuffledRDD<Integer, DeltaSlice, DeltaSlice> deltas =
        shuffled(paths.mapPartitionsToPair(task.apply(set)));
    try {
      received.take(ATTEMPTS, missing -> runJob(deltas, missing, set, clock));
    } finally {
      SliceBlock.free(set);
      // Spark frees a shuffle's files when the driver collects garbage, which may be hours away.
      deltas.cleanShuffleDependencies(false);
    }
  }

  private void runJob(
      ShuffledRDD<Integer, DeltaSlice, DeltaSlice> deltas,
      List<Integer> numbers,
      long set,
      RoundClock clock) {
    List<Object> partitions = new ArrayList<>(numbers);
    ClassTag<MeanSlice> meanSlice = ClassTag$.MODULE$.apply(MeanSlice.class);
    // Spark hands over results in the thread that schedules its tasks.
    ExecutorService receivers = Executors.newFixedThreadPool(RECEIVERS);
    try {
      spark
          .sc()
          .runJob(
              deltas,
              new MeanTask(workers, wire, set, shuffle(deltas)),
              JavaConverters.asScalaBuffer(partitions).toSeq(),
              new AbstractFunction2<Object, MeanSlice, BoxedUnit>() {
                @Override
                public BoxedUnit apply(Object partition, MeanSlice mean) {
                  receivers.execute(() -> receive(numbers.get((Integer) partition), mean, clock));
                  return BoxedUnit.UNIT;
                }
              },
              meanSlice);
    } finally {
      InParallel.end(receivers);
    }
  }

  private void receive(int number, MeanSlice mean, RoundClock clock) {
    try {
      received.receive(mean);
      clock.arrived(mean);
    } catch (IOException e) {
      LOG.warn("The mean of slice {} was lost, and is taken again: {}", number, e.toString());
    }
  }

  /** A partition for each slice. */
  private ShuffledRDD<Integer, DeltaSlice, DeltaSlice> shuffled(
      JavaPairRDD<Integer, DeltaSlice> deltas) {
    ClassTag<Integer> number = ClassTag$.MODULE$.apply(Integer.class);
    ClassTag<DeltaSlice> slice = ClassTag$.MODULE$.apply(DeltaSlice.class);
    return new ShuffledRDD<>(
        deltas.rdd(), new SlicePartitioner(slices.size()), number, slice, slice);
  }

  private static int shuffle(ShuffledRDD<Integer, DeltaSlice, DeltaSlice> deltas) {
    return ((ShuffleDependency<?, ?, ?>) deltas.dependencies().apply(0)).shuffleId();
  }

  /** An RDD with a partition for each worker, where the worker lives: its part of a list. */
  <T> JavaRDD<T> located(List<T> byWorker) {
    List<Tuple2<T, Seq<String>>> located = new ArrayList<>();
    for (int worker = 0; worker < byWorker.size(); worker++) {
      List<String> wishes =
          Optional.ofNullable(places.get(worker)).stream().map(ExecutorPlace::preference).toList();
      located.add(new Tuple2<>(byWorker.get(worker), JavaConverters.asScalaBuffer(wishes).toSeq()));
    }
    ClassTag<T> any = ClassTag$.MODULE$.apply(Object.class);
    return JavaRDD.fromRDD(
        spark.sc().makeRDD(JavaConverters.asScalaBuffer(located).toSeq(), any), any);
  }

  void release() {
    received.release();
  }
}
