package org.flanspark.tuning.averaging;

import java.util.Collection;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.api.TrainingMaster;
import org.deeplearning4j.spark.api.stats.SparkTrainingStats;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * A master that trains multi-layer networks on paths of batches: what DL4J's interface asks beyond
 * that is refused.
 */
abstract class PathMaster implements TrainingMaster<LocalResult, LocalStepsWorker> {
  @Override
  public void executeTraining(SparkDl4jMultiLayer network, JavaRDD<DataSet> data) {
    throw withPathsAlone();
  }

  @Override
  public void executeTraining(SparkComputationGraph graph, JavaRDD<DataSet> data) {
    throw withPathsAlone();
  }

  @Override
  public void executeTrainingMDS(SparkComputationGraph graph, JavaRDD<MultiDataSet> data) {
    throw withPathsAlone();
  }

  @Override
  public LocalStepsWorker getWorkerInstance(SparkComputationGraph graph) {
    throw withPathsAlone();
  }

  @Override
  public void addHook(TrainingHook hook) {
    throw withoutListeners();
  }

  @Override
  public void removeHook(TrainingHook hook) {
    throw withoutListeners();
  }

  @Override
  public void setListeners(Collection<TrainingListener> listeners) {
    throw withoutListeners();
  }

  @Override
  public void setListeners(StatsStorageRouter router, Collection<TrainingListener> listeners) {
    throw withoutListeners();
  }

  @Override
  public void setCollectTrainingStats(boolean collect) {
    if (collect) {
      throw withoutListeners();
    }
  }

  @Override
  public boolean getIsCollectTrainingStats() {
    return false;
  }

  @Override
  public SparkTrainingStats getTrainingStats() {
    throw withoutListeners();
  }

  @Override
  public String toJson() {
    throw new UnsupportedOperationException("Cannot write as JSON: the run's settings are in YAML");
  }

  @Override
  public String toYaml() {
    throw new UnsupportedOperationException("Cannot write as YAML: the run's settings are");
  }

  @Override
  public boolean deleteTempFiles(JavaSparkContext spark) {
    return true;
  }

  @Override
  public boolean deleteTempFiles(SparkContext spark) {
    return true;
  }

  private static UnsupportedOperationException withPathsAlone() {
    return new UnsupportedOperationException(
        "Cannot train on anything but the paths of batches of a multi-layer network");
  }

  private static UnsupportedOperationException withoutListeners() {
    return new UnsupportedOperationException(
        "Cannot call hooks or listeners: a round's result has what its workers measured");
  }
}
