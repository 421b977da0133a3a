package org.flanspark.tuning.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.flanspark.config.AveragingConfig;
import org.flanspark.config.AveragingMaster;
import org.flanspark.config.Backend;
import org.flanspark.config.Moments;
import org.flanspark.config.OnDivergence;
import org.flanspark.config.Optimizer;
import org.flanspark.config.OuterStep;
import org.flanspark.config.Schedule;
import org.flanspark.config.Wire;
import org.flanspark.data.LocalSpark;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.shard.ParquetShard;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.ledger.Batch;
import org.flanspark.tuning.ledger.Pace;
import org.flanspark.tuning.ledger.Progress;
import org.flanspark.tuning.ledger.RoundPlan;
import org.flanspark.tuning.ledger.RowRange;
import org.flanspark.tuning.ledger.WorkerRows;
import org.flanspark.tuning.model.ActivationMemory;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterNames;
import org.flanspark.tuning.model.ParameterShape;
import org.flanspark.tuning.model.Parameters;
import org.flanspark.tuning.model.RandomWeights;
import org.flanspark.tuning.network.ComputeSettings;
import org.flanspark.tuning.network.NetworkSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Single rounds, of rows that are given to workers by hand. */
class SlicedRoundsIT {
  private static final int WIDTH = 16;

  /** The rows of the shard, by number. */
  private static final int SHORT = 0;

  private static final int LONG = 1;
  private static final int WILD = 2;

  /** A token and a position that the row {@link #WILD} alone has, together. */
  private static final int WILD_TOKEN = 50;

  private static final int WILD_POSITION = 15;

  private static final NetworkSettings ADAM =
      new NetworkSettings(Optimizer.ADAMW, 1e-2, Schedule.CONSTANT, 0, 100, 0, 0.9, 0.999, 1e-8, 1);

  /** Holds one of the session's two threads until it is opened. */
  private static final CountDownLatch OTHER_TASK = new CountDownLatch(1);

  @TempDir static java.nio.file.Path folder;

  @BeforeAll
  static void writeShard() {
    List<PackedRow> rows =
        List.of(
            row(List.of(5, 6, 7, 8), 2),
            row(List.of(9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23), 13),
            row(wildIds(), 4));
    ParquetShard.write(
        PreparedFolder.shard(shards(), 0), new Configuration(), PackedRow.TABLE, rows.iterator());
  }

  @Test
  void aStepOfTwoWorkersIsTheStepOfOneWorkerOnTheRowsOfBoth() {
    float[] both = afterPlainStep(List.of(batch(SHORT, LONG)));

    float[] averaged = afterPlainStep(List.of(batch(SHORT), batch(LONG)));
    assertThat(largestDifference(averaged, both)).isLessThan(1e-6f);

    // Rows that count alike whatever their tokens are another step: the rows can tell.
    float[] unweighted =
        mean(afterPlainStep(List.of(batch(SHORT))), afterPlainStep(List.of(batch(LONG))));
    assertThat(largestDifference(unweighted, both)).isGreaterThan(1e-2f);
  }

  @Test
  void theMeanIsTheSameHoweverManyWorkersRunAtATime() throws Exception {
    List<Batch> batches = List.of(batch(LONG), batch(SHORT), batch(SHORT, LONG));
    float[] twoAtATime = afterRound(ADAM, batches);
    JavaFutureAction<Void> other =
        spark().parallelize(List.of(0), 1).foreachAsync(task -> OTHER_TASK.await());
    try {
      assertThat(afterRound(ADAM, batches)).isEqualTo(twoAtATime);
      assertThat(other.isDone()).isFalse();
    } finally {
      OTHER_TASK.countDown();
      other.get();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRoundWithAWorkerThatDivergedIsTheRoundInWhichItSatOut(Moments moments) {
    List<float[]> satOut = new ArrayList<>();
    try (SlicedRounds rounds = rounds(3, ADAM, moments, SlicedRoundsIT::writeWild)) {
      RoundResult result = rounds.run(plan(1, 3, List.of(batch(SHORT), batch(LONG))));
      assertThat(result.workers().stream().map(WorkerResult::worker)).containsExactly(0, 1);
      satOut.add(flat(rounds.parameters()));
      rounds.run(plan(2, 3, List.of(batch(SHORT), batch(LONG), batch(LONG))));
      satOut.add(flat(rounds.parameters()));
    }
    try (SlicedRounds rounds = rounds(3, ADAM, moments, SlicedRoundsIT::writeWild)) {
      RoundResult result = rounds.run(plan(1, 3, List.of(batch(SHORT), batch(LONG), batch(WILD))));
      assertThat(result.workers().stream().map(WorkerResult::isFinite))
          .containsExactly(true, true, false);
      assertThat(result.notes())
          .containsExactly("worker 2: its loss was not finite, and it was left out");
      assertThat(result.total().countedTokens()).isEqualTo(2 + 13);
      assertThat(flat(rounds.parameters())).isEqualTo(satOut.get(0));
      assertThat(allAreFinite(satOut.get(0))).isTrue();

      RoundResult next = rounds.run(plan(2, 3, List.of(batch(SHORT), batch(LONG), batch(LONG))));
      assertThat(next.notes()).isEmpty();
      assertThat(flat(rounds.parameters())).isEqualTo(satOut.get(1));
      assertThat(allAreFinite(satOut.get(1))).isTrue();
    }
  }

  @Test
  void whereAllWorkersDivergeTheParametersStay() {
    try (SlicedRounds rounds = rounds(2, ADAM, Moments.LOCAL, SlicedRoundsIT::writeWild)) {
      float[] before = flat(rounds.parameters());
      RoundResult result = rounds.run(plan(1, 2, List.of(batch(WILD), batch(SHORT, WILD))));
      assertThat(result.workers()).hasSize(2).noneMatch(WorkerResult::isFinite);
      assertThat(flat(rounds.parameters())).isEqualTo(before);
    }
  }

  /** Longer than the other rows: none of them reaches the position. */
  private static List<Integer> wildIds() {
    List<Integer> ids = new ArrayList<>(IntStream.range(30, 48).boxed().toList());
    ids.set(WILD_POSITION, WILD_TOKEN);
    return ids;
  }

  /**
   * One segment, of whose tokens the last ones count.
   *
   * @param counted how many
   */
  private static PackedRow row(List<Integer> ids, int counted) {
    List<Integer> labels = new ArrayList<>(ids);
    labels.replaceAll(
        id -> ids.indexOf(id) < ids.size() - counted ? TokenIds.NOT_COUNTED : (int) id);
    return new PackedRow(
        TokenIds.copyOf(ids),
        TokenIds.copyOf(labels),
        List.of(ids.size()),
        List.of("task/train/" + ids.get(0)),
        List.of(0));
  }

  /**
   * The parameters after one step of plain SGD at rate 1: without moments, and with an epsilon
   * beside which the gradient is nothing, AdamW's is {@code rate * g / epsilon}.
   */
  private static float[] afterPlainStep(List<Batch> byWorker) {
    double epsilon = 1e8;
    NetworkSettings plain =
        new NetworkSettings(Optimizer.ADAMW, epsilon, Schedule.CONSTANT, 0, 1, 0, 0, 0, epsilon, 0);
    return afterRound(plain, byWorker);
  }

  private static float[] afterRound(NetworkSettings learning, List<Batch> byWorker) {
    try (SlicedRounds rounds =
        rounds(byWorker.size(), learning, Moments.LOCAL, SlicedRoundsIT::writeRandom)) {
      rounds.run(plan(1, byWorker.size(), byWorker));
      return flat(rounds.parameters());
    }
  }

  private static SlicedRounds rounds(
      int workers, NetworkSettings learning, Moments moments, Consumer<Parameters> weights) {
    return SlicedRounds.start(
        spark(),
        new RoundSettings(
            shards(),
            shape(),
            new Pace(workers, 1, 1, 1, null),
            new ComputeSettings(Backend.AUTO, 1, 1, ActivationMemory.KEPT)),
        learning,
        new AveragingConfig(
            AveragingMaster.FLANSPARK,
            workers,
            1,
            OuterStep.AVERAGE,
            null,
            null,
            moments,
            Wire.FLOAT32,
            1 << 13,
            OnDivergence.SKIP_WORKER),
        weights,
        LocalWork.TRAIN);
  }

  private static JavaSparkContext spark() {
    return new JavaSparkContext(LocalSpark.session().sparkContext());
  }

  private static void writeRandom(Parameters into) {
    RandomWeights.write(shape(), 1, into);
  }

  /** Weights that are finite, and whose sum is not for one token at one position. */
  private static void writeWild(Parameters into) {
    writeRandom(into);
    float[] row = new float[WIDTH];
    Arrays.fill(row, 3e38f);
    into.write(ParameterNames.TOKEN_EMBEDDING, (long) WILD_TOKEN * WIDTH, row);
    into.write(ParameterNames.POSITION_EMBEDDING, (long) WILD_POSITION * WIDTH, row);
  }

  /** What the logits are products with is not the token embedding: a wild row of it stays alone. */
  private static ModelShape shape() {
    return ModelShape.of(ModelShape.GPT2, 1, WIDTH, 2, 20, 60).tiedEmbeddings(false).build();
  }

  /** A round of one step; workers beyond those that have a batch sit it out. */
  private static RoundPlan plan(int round, int workers, List<Batch> byWorker) {
    return new RoundPlan(
        new Progress(round - 1, round - 1, 0),
        new Progress(round, round, 0),
        IntStream.range(0, workers)
            .mapToObj(
                worker -> new WorkerRows(worker, byWorker.stream().skip(worker).limit(1).toList()))
            .toList());
  }

  private static Batch batch(int... rows) {
    return new Batch(IntStream.of(rows).mapToObj(row -> new RowRange(0, row, row + 1)).toList());
  }

  private static Path shards() {
    return new Path(folder.toUri());
  }

  /** All of them, end to end. */
  private static float[] flat(Parameters parameters) {
    long size = parameters.shapes().stream().mapToLong(ParameterShape::size).sum();
    float[] flat = new float[Math.toIntExact(size)];
    int from = 0;
    for (ParameterShape shape : parameters.shapes()) {
      float[] values = new float[Math.toIntExact(shape.size())];
      parameters.read(shape.name(), 0, values);
      System.arraycopy(values, 0, flat, from, values.length);
      from += values.length;
    }
    return flat;
  }

  private static float[] mean(float[] one, float[] other) {
    float[] mean = new float[one.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (one[i] + other[i]) / 2;
    }
    return mean;
  }

  private static float largestDifference(float[] one, float[] other) {
    float largest = 0;
    for (int i = 0; i < one.length; i++) {
      largest = Math.max(largest, Math.abs(one[i] - other[i]));
    }
    return largest;
  }

  private static boolean allAreFinite(float[] values) {
    return IntStream.range(0, values.length).allMatch(i -> Float.isFinite(values[i]));
  }
}
