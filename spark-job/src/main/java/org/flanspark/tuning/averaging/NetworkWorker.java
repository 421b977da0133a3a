package org.flanspark.tuning.averaging;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.api.TrainingWorker;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.stats.SparkTrainingStats;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** A worker of a {@link MultiLayerNetwork}: what DL4J's interface asks beyond that is refused. */
abstract class NetworkWorker implements TrainingWorker<LocalResult> {
  private static final long serialVersionUID = 1L;

  @Override
  public Pair<LocalResult, SparkTrainingStats> processMinibatchWithStats(
      DataSet batch, MultiLayerNetwork network, boolean isLast) {
    throw withoutStatistics();
  }

  @Override
  public Pair<LocalResult, SparkTrainingStats> getFinalResultWithStats(MultiLayerNetwork network) {
    throw withoutStatistics();
  }

  @Override
  public Pair<LocalResult, SparkTrainingStats> getFinalResultNoDataWithStats() {
    throw withoutStatistics();
  }

  @Override
  public LocalResult getFinalResultNoData() {
    throw new UnsupportedOperationException("Cannot end a round without its network");
  }

  @Override
  public ComputationGraph getInitialModelGraph() {
    throw withoutGraphs();
  }

  @Override
  public LocalResult processMinibatch(DataSet batch, ComputationGraph graph, boolean isLast) {
    throw withoutGraphs();
  }

  @Override
  public LocalResult processMinibatch(MultiDataSet batch, ComputationGraph graph, boolean isLast) {
    throw withoutGraphs();
  }

  @Override
  public Pair<LocalResult, SparkTrainingStats> processMinibatchWithStats(
      DataSet batch, ComputationGraph graph, boolean isLast) {
    throw withoutGraphs();
  }

  @Override
  public Pair<LocalResult, SparkTrainingStats> processMinibatchWithStats(
      MultiDataSet batch, ComputationGraph graph, boolean isLast) {
    throw withoutGraphs();
  }

  @Override
  public LocalResult getFinalResult(ComputationGraph graph) {
    throw withoutGraphs();
  }

  @Override
  public Pair<LocalResult, SparkTrainingStats> getFinalResultWithStats(ComputationGraph graph) {
    throw withoutGraphs();
  }

  @Override
  public void addHook(TrainingHook hook) {
    throw new UnsupportedOperationException("Cannot call hooks: rounds have none");
  }

  @Override
  public void removeHook(TrainingHook hook) {
    throw new UnsupportedOperationException("Cannot call hooks: rounds have none");
  }

  @Override
  public WorkerConfiguration getDataConfiguration() {
    throw new UnsupportedOperationException("Cannot say how data is cut: a round's paths say it");
  }

  @Override
  public long getInstanceId() {
    return serialVersionUID;
  }

  private static UnsupportedOperationException withoutGraphs() {
    return new UnsupportedOperationException(
        "Cannot train a computation graph: the decoder is the layer of a multi-layer network");
  }

  private static UnsupportedOperationException withoutStatistics() {
    return new UnsupportedOperationException(
        "Cannot collect DL4J's statistics: a round's result has its own");
  }
}
