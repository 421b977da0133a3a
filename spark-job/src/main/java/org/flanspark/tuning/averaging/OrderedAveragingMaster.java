package org.flanspark.tuning.averaging;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaRDDLike;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.flanspark.tuning.ledger.Pace;
import org.jspecify.annotations.Nullable;

/**
 * DL4J's parameter averaging with three things settled: the workers' sums are taken in the order of
 * their numbers, since DL4J adds them as they arrive and the last bit of a sum of three depends on
 * the order; what the steps measured comes back with the parameters; and the broadcast is destroyed
 * when its round is over.
 *
 * <p>Parameters and updater state are means over the workers that had rows, each counting alike.
 */
final class OrderedAveragingMaster extends ParameterAveragingTrainingMaster {
  private final LocalWork work;
  private List<WorkerResult> measured = List.of();
  private @Nullable Broadcast<NetBroadcastTuple> sent;

  /**
   * A master for rounds whose RDD has a partition for each worker, in order, with a path for each
   * batch: nothing is repartitioned, shuffled, merged or persisted.
   *
   * @param pace whose batch rows are those of a path
   * @param work what the workers do
   */
  OrderedAveragingMaster(Pace pace, LocalWork work) {
    super(
        new Builder(pace.workers(), pace.batchRows())
            .batchSizePerWorker(pace.batchRows())
            .averagingFrequency(pace.localSteps())
            .workerPrefetchNumBatches(0)
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .repartionData(Repartition.Never)
            .storageLevel(null)
            .storageLevelStreams(null)
            .saveUpdater(true));
    this.work = work;
  }

  /** What the workers of the last round measured, by number. */
  List<WorkerResult> measured() {
    return measured;
  }

  @Override
  public ParameterAveragingTrainingWorker getWorkerInstance(SparkDl4jMultiLayer spark) {
    MultiLayerNetwork network = spark.getNetwork();
    Broadcast<NetBroadcastTuple> tuple =
        spark
            .getSparkContext()
            .broadcast(
                new NetBroadcastTuple(
                    network.getLayerWiseConfigurations(),
                    network.params(),
                    network.getUpdater().getStateViewArray()));
    sent = tuple;
    return new MeasuringWorker(
        tuple,
        new WorkerConfiguration(
            false,
            rddDataSetNumExamples,
            batchSizePerWorker,
            averagingFrequency,
            prefetchNumBatches,
            false),
        work);
  }

  /** A round is one split, so that DL4J needs no Spark job to count it. */
  @Override
  protected <T, R extends JavaRDDLike<T, R>> long getTotalDataSetObjectCount(
      JavaRDDLike<T, R> paths) {
    return getNumDataSetObjectsPerSplit(rddDataSetNumExamples);
  }

  @Override
  protected void processResults(
      SparkDl4jMultiLayer spark,
      @Nullable SparkComputationGraph graph,
      JavaRDD<ParameterAveragingTrainingResult> results,
      int split,
      int splits) {
    List<TrainedWorker> trained =
        results
            .filter(MeasuredResult.class::isInstance)
            .map(result -> TrainedWorker.of((MeasuredResult) result))
            .collect();
    measured = trained.stream().map(TrainedWorker::measured).toList();
    TrainedWorker sum = trained.get(0);
    trained.subList(1, trained.size()).forEach(sum::add);
    sum.putMeanInto(spark.getNetwork(), trained.size());
    destroyBroadcast();
  }

  private void destroyBroadcast() {
    if (sent != null) {
      sent.destroy();
      sent = null;
    }
  }
}
