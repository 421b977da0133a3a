package org.flanspark.tuning.averaging;

import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.flanspark.config.AveragingConfig;
import org.flanspark.config.ConfigException;
import org.flanspark.config.Moments;
import org.flanspark.tuning.batch.BatchLoader;
import org.flanspark.tuning.batch.BatchPath;
import org.flanspark.tuning.batch.HadoopSettings;
import org.flanspark.tuning.checkpoint.Checkpoint;
import org.flanspark.tuning.checkpoint.StateWriter;
import org.flanspark.tuning.huggingface.StoredParameters;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.device.KernelChoice;
import org.flanspark.tuning.ledger.Progress;
import org.flanspark.tuning.ledger.RoundPlan;
import org.flanspark.tuning.ledger.WorkerRows;
import org.flanspark.tuning.model.Parameters;
import org.flanspark.tuning.network.DecoderNetwork;
import org.flanspark.tuning.network.NetworkSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rounds by our own parameter averaging: {@link SlicedAveragingMaster} behind DL4J's interface. */
public final class SlicedRounds implements TrainingRounds {
  private static final Logger LOG = LoggerFactory.getLogger(SlicedRounds.class);

  private final JavaSparkContext spark;
  private final RoundSettings settings;
  private final NetworkSettings learning;
  private final AveragingConfig averaging;
  private final LocalWork work;
  private final Kernels kernels;
  private final DriverState state;
  private final ParameterSender sender;
  private final SlicedAveragingMaster master;
  private final SparkDl4jMultiLayer fitted;

  /** Workers of a process while no executor is lost; with more it might run out of memory. */
  private final int mayLive;

  private List<SavedMoments> saved = List.of();
  private Progress done = Progress.START;
  private long momentsAge;

  private SlicedRounds(
      JavaSparkContext spark,
      RoundSettings settings,
      NetworkSettings learning,
      AveragingConfig averaging,
      LocalWork work) {
    this.spark = spark;
    this.settings = settings;
    this.learning = learning;
    this.averaging = averaging;
    this.work = work;
    this.mayLive = SparkSettings.workersPerProcess(spark, settings.pace().workers());
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            DecoderNetwork.configuration(settings.shape(), learning, settings.compute()));
    network.init();
    this.kernels = KernelChoice.open(settings.compute().backend(), settings.compute().threads());
    this.state = DriverState.of(network, kernels, averaging);
    this.sender = new ParameterSender(spark, state.values(), settings.pace().workers());
    this.master =
        new SlicedAveragingMaster(
            spark, settings.pace().workers(), state, sender, WireFormat.of(averaging.wire()));
    this.fitted = new SparkDl4jMultiLayer(spark, network, master);
  }

  /**
   * Rounds with moments and velocity that remember nothing.
   *
   * @param weights writes those to start from over zeros
   * @param work what the workers do between receiving and returning
   */
  public static SlicedRounds start(
      JavaSparkContext spark,
      RoundSettings settings,
      NetworkSettings learning,
      AveragingConfig averaging,
      Consumer<Parameters> weights,
      LocalWork work) {
    SlicedRounds rounds = new SlicedRounds(spark, settings, learning, averaging, work);
    weights.accept(rounds.parameters());
    return rounds;
  }

  /** {@inheritDoc} */
  @Override
  public void resumeAfter(Progress done, Checkpoint checkpoint) {
    this.done = done;
    saved = SavedMoments.of(checkpoint);
    requireMoments(checkpoint);
    if (averaging.moments() == Moments.AVERAGED) {
      SavedMoments shared = saved.get(0);
      momentsAge = shared.age();
      state.moments().ifPresent(moments -> shared.copyInto(moments, spark.hadoopConfiguration()));
    }
    state.velocity().ifPresent(velocity -> resumeVelocity(velocity, checkpoint));
  }

  private void requireMoments(Checkpoint checkpoint) {
    if (averaging.moments() == Moments.AVERAGED && saved.size() != 1) {
      throw new ConfigException(
          "Cannot resume from %s with averaging.moments: averaged: it has moments of %s workers, each their own; set averaging.moments back to local, or start a new run in another output.run"
              .formatted(checkpoint.path(), saved.size()));
    }
    for (SavedMoments moments : saved) {
      CheckpointMoments.requireOf(state.momentShapes(), moments.file(), checkpoint);
    }
  }

  private static void resumeVelocity(Parameters velocity, Checkpoint checkpoint) {
    if (!checkpoint.has(RoundState.VELOCITY_FILE)) {
      LOG.warn("{} has no velocity of the outer step: it starts from none", checkpoint.path());
      return;
    }
    try (StoredParameters stored = checkpoint.state(RoundState.VELOCITY_FILE)) {
      stored.copyInto(velocity);
    }
  }

  @Override
  public RoundResult run(RoundPlan plan) {
    spark.setJobDescription("round " + plan.round());
    JavaRDD<String> paths =
        master.located(plan.workers().stream().map(this::paths).toList()).flatMap(List::iterator);
    Progress before = plan.before();
    master.prepare(sent -> order(plan, sent));
    fitted.fitPaths(paths, new BatchLoader(spark.hadoopConfiguration()));
    done = plan.after();
    momentsAge += done.steps() - before.steps();
    return master.result();
  }

  private RoundOrder order(RoundPlan plan, SentSlices sent) {
    return new RoundOrder(
        sender.run(),
        plan.round(),
        Math.toIntExact(plan.before().steps()),
        momentsAge,
        fitted.getNetwork().getLayerWiseConfigurations(),
        settings.compute(),
        averaging.moments(),
        saved,
        mayLive,
        work,
        new HadoopSettings(spark.hadoopConfiguration()),
        sent);
  }

  private List<String> paths(WorkerRows rows) {
    return rows.batches().stream()
        .map(batch -> new BatchPath(settings.shards(), batch).toString())
        .toList();
  }

  @Override
  public Parameters parameters() {
    return state.parameters();
  }

  @Override
  public SentSlices send() {
    return sender.send(state.parameterSlices(), WireFormat.FLOAT32);
  }

  @Override
  public StateWriter state() {
    return new RoundState(
        spark, sender.run(), done.round(), momentsAge, settings.pace().workers(), state, master);
  }

  @Override
  public void saved(Checkpoint checkpoint) {
    saved = SavedMoments.of(checkpoint);
  }

  @Override
  public double learningRate(long step) {
    return DecoderNetwork.learningRate(learning, Math.toIntExact(step));
  }

  /** Ends the workers that live in this process; those in executors end with them. */
  @Override
  public void close() {
    LivingWorkers.release(sender.run());
    sender.close();
    SpareBuffers.forget();
    master.release();
    state.release();
    fitted.getNetwork().close();
    kernels.close();
  }
}
