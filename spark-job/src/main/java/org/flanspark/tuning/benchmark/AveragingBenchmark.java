package org.flanspark.tuning.benchmark;

import static org.flanspark.tuning.benchmark.Benchmarks.median;
import static org.flanspark.tuning.benchmark.Benchmarks.print;
import static org.flanspark.tuning.benchmark.Benchmarks.require;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.command.PeakMemory;
import org.flanspark.config.AveragingConfig;
import org.flanspark.config.AveragingMaster;
import org.flanspark.config.Backend;
import org.flanspark.config.Moments;
import org.flanspark.config.OnDivergence;
import org.flanspark.config.Optimizer;
import org.flanspark.config.OuterStep;
import org.flanspark.config.Schedule;
import org.flanspark.config.Wire;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.shard.ParquetShard;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.averaging.Dl4jRounds;
import org.flanspark.tuning.averaging.Exchange;
import org.flanspark.tuning.averaging.LocalWork;
import org.flanspark.tuning.averaging.RoundResult;
import org.flanspark.tuning.averaging.RoundSettings;
import org.flanspark.tuning.averaging.SlicedRounds;
import org.flanspark.tuning.averaging.SparkSettings;
import org.flanspark.tuning.averaging.TrainingRounds;
import org.flanspark.tuning.ledger.Batch;
import org.flanspark.tuning.ledger.Pace;
import org.flanspark.tuning.ledger.Progress;
import org.flanspark.tuning.ledger.RoundPlan;
import org.flanspark.tuning.ledger.RowRange;
import org.flanspark.tuning.ledger.WorkerRows;
import org.flanspark.tuning.model.ActivationMemory;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.Parameters;
import org.flanspark.tuning.model.RandomWeights;
import org.flanspark.tuning.network.ComputeSettings;
import org.flanspark.tuning.network.NetworkSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code scripts/benchmark averaging}: rounds without training work, timed. */
@Command(
    name = "averaging",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Does rounds in which workers receive parameters and return them without a step between, and"
          + " prints each round's seconds.",
      "The last lines are seconds_per_round=<median of all rounds but the first>,"
          + " bytes_per_worker=<both ways, a round>, driver_baseline_bytes=<after rounds of a model of"
          + " 10 million parameters, and without it>, driver_peak_bytes= and"
          + " executor_peak_bytes=<resident>."
    })
public final class AveragingBenchmark implements FlanCommand {
  private static final int WIDTH = 768;
  private static final int CONTEXT = 8;

  /** Fewest that the shape has room for, about. */
  private static final long LEAST_PARAMETERS = 10_000_000;

  /** After as many rounds the process has all libraries and compiled code, and grows no more. */
  private static final int FIRST_ROUNDS = 100;

  /** Several slices of the smallest model, so that all threads have something to do. */
  private static final int FIRST_SLICE_BYTES = 4 << 20;

  @Option(names = "--parameters", description = "About (default: ${DEFAULT-VALUE}).")
  private long parameters = 124_000_000;

  @Option(names = "--workers", description = "Default: ${DEFAULT-VALUE}.")
  private int workers = 2;

  @Option(names = "--rounds", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds = 5;

  @Option(names = "--master", description = "flanspark or dl4j (default: flanspark).")
  private AveragingMaster master = AveragingMaster.FLANSPARK;

  @Option(names = "--wire", description = "float32 or bfloat16 (default: float32).")
  private Wire wire = Wire.FLOAT32;

  @Option(names = "--outer", description = "average or nesterov (default: average).")
  private OuterStep outer = OuterStep.AVERAGE;

  @Option(names = "--moments", description = "local or averaged (default: local).")
  private Moments moments = Moments.LOCAL;

  @Option(names = "--optimizer", description = "adamw or adafactor (default: adamw).")
  private Optimizer optimizer = Optimizer.ADAMW;

  @Option(
      names = "--without-moments",
      description = "Workers hold parameters alone, and no optimizer's state or gradient.")
  private boolean withoutMoments;

  @Option(names = "--slice-bytes", description = "Default: ${DEFAULT-VALUE}.")
  private int sliceBytes = 32 << 20;

  public static void main(String[] args) {
    CommandFrame.main(new AveragingBenchmark(), args);
  }

  @Override
  public Outcome run() {
    require(
        parameters >= LEAST_PARAMETERS, "--parameters", parameters, "at least " + LEAST_PARAMETERS);
    require(workers >= 1, "--workers", workers, "at least 1");
    require(rounds >= 2, "--rounds", rounds, "at least 2");
    if (withoutMoments) {
      require(moments == Moments.LOCAL, "--moments", moments, "local, to be left out");
      require(
          master == AveragingMaster.FLANSPARK,
          "--master",
          master,
          "flanspark where there are no moments");
    }
    SparkConf conf = new SparkConf().setIfMissing("spark.app.name", "flan benchmark averaging");
    SparkSettings.oneWorkerAnExecutor(conf);
    SparkSettings.fitForSlices(conf);
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      measure(spark, baseline(spark));
    }
    return Outcome.done("measured");
  }

  /**
   * Resident bytes of this process when it has all that rounds need but their model. DL4J's takes
   * minutes for as many rounds, and many times the model: its process is measured as it starts.
   */
  private long baseline(JavaSparkContext spark) {
    if (master == AveragingMaster.DL4J) {
      return PeakMemory.bytesNow();
    }
    try (TrainingRounds training = rounds(spark, LEAST_PARAMETERS, FIRST_SLICE_BYTES)) {
      for (int round = 1; round <= FIRST_ROUNDS; round++) {
        training.run(plan(round));
      }
    }
    return PeakMemory.bytesNow();
  }

  private void measure(JavaSparkContext spark, long baseline) {
    List<Double> seconds = new ArrayList<>();
    long bytesPerWorker = 0;
    try (TrainingRounds training = rounds(spark, parameters, sliceBytes)) {
      for (int round = 1; round <= rounds; round++) {
        RoundResult result = training.run(plan(round));
        seconds.add(result.seconds());
        bytesPerWorker = bytesPerWorker(result.exchange());
        print("round %s %.3f s%s", round, result.seconds(), phases(result.exchange()));
      }
      print("parameters=%s", ParameterLayout.of(shape(parameters)).size());
      print("seconds_per_round=%.3f", median(seconds.subList(1, seconds.size())));
      print("bytes_per_worker=%s", bytesPerWorker);
      print("driver_baseline_bytes=%s", baseline);
      print("driver_peak_bytes=%s", PeakMemory.bytes());
      print("executor_peak_bytes=%s", executorPeak(spark));
    }
  }

  private TrainingRounds rounds(JavaSparkContext spark, long parameters, int sliceBytes) {
    ModelShape shape = shape(parameters);
    Pace pace = new Pace(workers, 1, 1, 1, null);
    ComputeSettings compute = new ComputeSettings(Backend.AUTO, 1, 1, ActivationMemory.KEPT);
    RoundSettings settings = new RoundSettings(writeShard(), shape, pace, compute);
    NetworkSettings learning =
        new NetworkSettings(optimizer, 1e-3, Schedule.CONSTANT, 0, rounds, 0, 0.9, 0.999, 1e-8, 0);
    Consumer<Parameters> weights = into -> RandomWeights.write(shape, 1, into);
    return switch (master) {
      case FLANSPARK ->
          SlicedRounds.start(spark, settings, learning, averaging(sliceBytes), weights, work());
      case DL4J -> Dl4jRounds.start(spark, settings, learning, weights, LocalWork.NONE);
    };
  }

  private LocalWork work() {
    return withoutMoments ? LocalWork.NONE_WITHOUT_MOMENTS : LocalWork.NONE;
  }

  private AveragingConfig averaging(int sliceBytes) {
    return new AveragingConfig(
        master, workers, 1, outer, null, null, moments, wire, sliceBytes, OnDivergence.STOP);
  }

  /** One layer, and as large a vocabulary as it takes: nothing is computed. */
  private static ModelShape shape(long parameters) {
    long rest = ParameterLayout.of(withVocabulary(1)).size() - WIDTH;
    return withVocabulary(Math.toIntExact((parameters - rest) / WIDTH));
  }

  private static ModelShape withVocabulary(int vocabulary) {
    return ModelShape.of(ModelShape.GPT2, 1, WIDTH, 12, CONTEXT, vocabulary).build();
  }

  /** Each worker has a batch, which nobody looks at: DL4J's master leaves out those without. */
  private RoundPlan plan(int round) {
    return new RoundPlan(
        new Progress(round - 1, round - 1, 0),
        new Progress(round, round, workers),
        IntStream.range(0, workers)
            .mapToObj(worker -> new WorkerRows(worker, List.of(batch(worker))))
            .toList());
  }

  private static Batch batch(long row) {
    return new Batch(List.of(new RowRange(0, row, row + 1)));
  }

  /** A shard with a row for each worker. */
  private Path writeShard() {
    TokenIds ids = TokenIds.copyOf(List.of(1, 2));
    PackedRow row = new PackedRow(ids, ids, List.of(2), List.of("none"), List.of(0));
    Path folder = new Path(temporaryFolder().toUri());
    ParquetShard.write(
        PreparedFolder.shard(folder, 0),
        new Configuration(),
        PackedRow.TABLE,
        Collections.nCopies(workers, row).iterator());
    return folder;
  }

  private static java.nio.file.Path temporaryFolder() {
    try {
      return Files.createTempDirectory("flan-benchmark");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a temporary folder: " + e, e);
    }
  }

  /** What a worker receives and returns; DL4J's master does not tell, but ships all it has. */
  private long bytesPerWorker(@Nullable Exchange exchange) {
    return exchange == null
        ? 2L * Float.BYTES * (1 + momentsPerParameter()) * parameters
        : (exchange.sentBytes() + exchange.returnedBytes()) / workers;
  }

  private int momentsPerParameter() {
    return optimizer == Optimizer.ADAMW ? 2 : 0;
  }

  private static String phases(@Nullable Exchange exchange) {
    return exchange == null
        ? ""
        : String.format(
            Locale.ROOT,
            " sending %.3f local %.3f reducing %.3f outer %.3f waiting %.3f",
            exchange.sendingSeconds(),
            exchange.localSeconds(),
            exchange.reducingSeconds(),
            exchange.outerSeconds(),
            exchange.waitingSeconds());
  }

  /** Of all executors that a task is sent to; several may reach the same one. */
  private long executorPeak(JavaSparkContext spark) {
    int tasks = 4 * workers;
    return spark
        .parallelize(IntStream.range(0, tasks).boxed().toList(), tasks)
        .map(task -> PeakMemory.bytes())
        .reduce(Math::max);
  }
}
