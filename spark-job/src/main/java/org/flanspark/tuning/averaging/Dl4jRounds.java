package org.flanspark.tuning.averaging;

import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.flanspark.config.ConfigException;
import org.flanspark.tuning.batch.BatchLoader;
import org.flanspark.tuning.batch.BatchPath;
import org.flanspark.tuning.checkpoint.Checkpoint;
import org.flanspark.tuning.checkpoint.MomentsFile;
import org.flanspark.tuning.checkpoint.SavedState;
import org.flanspark.tuning.checkpoint.StateWriter;
import org.flanspark.tuning.huggingface.Safetensors;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.flanspark.tuning.kernel.device.KernelChoice;
import org.flanspark.tuning.ledger.Progress;
import org.flanspark.tuning.ledger.RoundPlan;
import org.flanspark.tuning.ledger.WorkerRows;
import org.flanspark.tuning.model.Parameters;
import org.flanspark.tuning.network.DecoderNetwork;
import org.flanspark.tuning.network.NetworkSettings;

/**
 * Rounds by DL4J's own parameter averaging: {@link SparkDl4jMultiLayer} is fitted with one round's
 * batches at a time, a partition for each worker, and the averaged updater state goes on into the
 * next round.
 *
 * <p>The workers' parameters and moments come to the driver whole, one task result each: their
 * bytes together must stay below {@code spark.driver.maxResultSize}.
 */
public final class Dl4jRounds implements TrainingRounds {
  /** Values of a slice that is sent for validation. */
  private static final int SENT_VALUES = 8 << 20;

  private final RoundSettings settings;
  private final NetworkSettings learning;
  private final JavaSparkContext spark;
  private final OrderedAveragingMaster master;
  private final SparkDl4jMultiLayer fitted;
  private final Kernels kernels;
  private final ParameterSender sender;

  private Dl4jRounds(
      JavaSparkContext spark,
      RoundSettings settings,
      NetworkSettings learning,
      MultiLayerNetwork network,
      LocalWork work) {
    this.settings = settings;
    this.learning = learning;
    this.spark = spark;
    this.master = new OrderedAveragingMaster(settings.pace(), work);
    this.fitted = new SparkDl4jMultiLayer(spark, network, master);
    this.kernels = KernelChoice.open(settings.compute().backend(), settings.compute().threads());
    Tensor flat = kernels.over(network.params().reshape(network.numParams()));
    this.sender =
        new ParameterSender(spark, new FlatValues(kernels, flat, null), settings.pace().workers());
  }

  /**
   * Rounds with an updater that remembers nothing.
   *
   * @param weights writes those to start from over zeros
   * @param work what the workers do between receiving and returning
   */
  public static Dl4jRounds start(
      JavaSparkContext spark,
      RoundSettings settings,
      NetworkSettings learning,
      Consumer<Parameters> weights,
      LocalWork work) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            DecoderNetwork.configuration(settings.shape(), learning, settings.compute()));
    network.init();
    weights.accept(DecoderNetwork.parameters(network));
    return new Dl4jRounds(spark, settings, learning, network, work);
  }

  @Override
  public void resumeAfter(Progress done, Checkpoint checkpoint) {
    List<SavedMoments> saved = SavedMoments.of(checkpoint);
    if (saved.size() != 1) {
      throw new ConfigException(
          "Cannot resume from %s with averaging.master: dl4j: it has moments of %s workers, each their own; set averaging.master back, or start a new run in another output.run"
              .formatted(checkpoint.path(), saved.size()));
    }
    Parameters state = DecoderNetwork.updaterState(fitted.getNetwork());
    CheckpointMoments.requireOf(state.shapes(), saved.get(0).file(), checkpoint);
    saved.get(0).copyInto(state, spark.hadoopConfiguration());
    stand(done);
  }

  @Override
  public RoundResult run(RoundPlan plan) {
    long start = System.nanoTime();
    spark.setJobDescription("round " + plan.round());
    // Each partition is one worker's list of batches, in order: DL4J would shuffle anything else.
    JavaRDD<String> paths =
        spark
            .parallelize(plan.workers().stream().map(this::paths).toList(), plan.workers().size())
            .flatMap(List::iterator);
    fitted.fitPaths(paths, new BatchLoader(spark.hadoopConfiguration()));
    // DL4J counts localSteps for every round, also for the last, which may have fewer.
    stand(plan.after());
    return new RoundResult(master.measured(), (System.nanoTime() - start) * 1e-9, null, List.of());
  }

  @Override
  public Parameters parameters() {
    return DecoderNetwork.parameters(fitted.getNetwork());
  }

  @Override
  public SentSlices send() {
    long parameters = fitted.getNetwork().numParams();
    return sender.send(Slice.cut(parameters, 0, SENT_VALUES), WireFormat.FLOAT32);
  }

  @Override
  public StateWriter state() {
    MultiLayerNetwork network = fitted.getNetwork();
    return checkpoint ->
        new SavedState(
            List.of(
                Safetensors.write(
                    DecoderNetwork.updaterState(network), checkpoint, RoundState.MOMENTS_FILE)),
            List.of(new MomentsFile(RoundState.MOMENTS_FILE, network.getIterationCount())));
  }

  @Override
  public void saved(Checkpoint checkpoint) {
    // Moments never leave the driver for longer than a round.
  }

  @Override
  public void close() {
    sender.close();
    kernels.close();
    fitted.getNetwork().close();
  }

  @Override
  public double learningRate(long step) {
    return DecoderNetwork.learningRate(learning, Math.toIntExact(step));
  }

  private void stand(Progress done) {
    DecoderNetwork.resumeAt(fitted.getNetwork(), Math.toIntExact(done.steps()), done.round());
  }

  private List<String> paths(WorkerRows rows) {
    return rows.batches().stream()
        .map(batch -> new BatchPath(settings.shards(), batch).toString())
        .toList();
  }
}
