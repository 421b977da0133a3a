package org.flanspark.tuning.averaging;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.flanspark.tuning.batch.BatchLoader;
import org.flanspark.tuning.batch.BatchPath;
import org.flanspark.tuning.ledger.Progress;
import org.flanspark.tuning.ledger.RoundPlan;
import org.flanspark.tuning.ledger.WorkerRows;
import org.flanspark.tuning.model.ParameterShape;
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
  private static final int COPY_SLICE = 1 << 20;

  private final RoundSettings settings;
  private final NetworkSettings learning;
  private final JavaSparkContext spark;
  private final OrderedAveragingMaster master;
  private final SparkDl4jMultiLayer fitted;

  private Dl4jRounds(
      JavaSparkContext spark,
      RoundSettings settings,
      NetworkSettings learning,
      MultiLayerNetwork network) {
    this.settings = settings;
    this.learning = learning;
    this.spark = spark;
    this.master =
        new OrderedAveragingMaster(
            settings.pace().workers(), settings.pace().batchRows(), settings.pace().localSteps());
    this.fitted = new SparkDl4jMultiLayer(spark, network, master);
  }

  /** Rounds from these weights on, with an updater that remembers nothing. */
  public static Dl4jRounds start(
      JavaSparkContext spark,
      RoundSettings settings,
      NetworkSettings learning,
      Parameters weights) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            DecoderNetwork.configuration(settings.shape(), learning, settings.compute()));
    network.init();
    copy(weights, DecoderNetwork.parameters(network));
    return new Dl4jRounds(spark, settings, learning, network);
  }

  /** Goes on where other rounds have ended. */
  public Dl4jRounds resumeAfter(Progress done, Parameters updaterState) {
    MultiLayerNetwork network = fitted.getNetwork();
    copy(updaterState, DecoderNetwork.updaterState(network));
    stand(done);
    return this;
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
  public Parameters updaterState() {
    return DecoderNetwork.updaterState(fitted.getNetwork());
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

  private static void copy(Parameters from, Parameters to) {
    for (ParameterShape tensor : to.shapes()) {
      for (long start = 0; start < tensor.size(); start += COPY_SLICE) {
        float[] slice = new float[(int) Math.min(COPY_SLICE, tensor.size() - start)];
        from.read(tensor.name(), start, slice);
        to.write(tensor.name(), start, slice);
      }
    }
  }
}
