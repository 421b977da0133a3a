package org.flanspark.tuning.network;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.flanspark.tuning.model.DecoderBatch;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.Parameters;
import org.flanspark.tuning.model.StepStatistics;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Everything about DL4J networks that hold a decoder: how to make one and how to look into it. */
public final class DecoderNetwork {
  /** AdamW's first moments, end to end as the parameters are. */
  public static final String FIRST_MOMENT = "firstMoment";

  /** AdamW's second moments, end to end as the parameters are. */
  public static final String SECOND_MOMENT = "secondMoment";

  private DecoderNetwork() {}

  /**
   * The configuration of a network whose parameters, when it is made from it, are zero: write them
   * through {@link #parameters}.
   */
  public static MultiLayerConfiguration configuration(
      ModelShape shape, NetworkSettings settings, ComputeSettings compute) {
    DecoderLayer layer = DecoderLayer.of(shape, settings, compute);
    return new NeuralNetConfiguration.Builder()
        .seed(0)
        .dataType(DataType.FLOAT)
        .miniBatch(false)
        .trainingWorkspaceMode(WorkspaceMode.NONE)
        .inferenceWorkspaceMode(WorkspaceMode.NONE)
        .updater(layer.updater())
        .list()
        .layer(layer)
        .validateOutputLayerConfig(false)
        .build();
  }

  /** The parameters of a network that is initialised, as a view: what is written is learned on. */
  public static Parameters parameters(MultiLayerNetwork network) {
    return FlatParameters.over(layout(network), network.params());
  }

  /**
   * The updater's state, as a view, all zero in a fresh network: AdamW's {@link #FIRST_MOMENT} and
   * {@link #SECOND_MOMENT}, or Adafactor's moments of each parameter's rows and columns.
   */
  public static Parameters updaterState(MultiLayerNetwork network) {
    return FlatParameters.over(updaterLayout(network), updaterStateView(network));
  }

  /** The same, end to end. */
  public static INDArray updaterStateView(MultiLayerNetwork network) {
    MultiLayerUpdater updater = (MultiLayerUpdater) network.getUpdater(true);
    if (updater.getUpdaterBlocks().size() != 1) {
      throw new IllegalStateException(
          "Cannot read the updater's state: %s blocks, expected 1"
              .formatted(updater.getUpdaterBlocks().size()));
    }
    return updater.getStateViewArray();
  }

  /** How the updater's state lies, which need not be there. */
  public static ParameterLayout updaterLayout(MultiLayerNetwork network) {
    UpdateRule rule = layer(network).layerConf().updater().rule();
    return ParameterLayout.of(rule.state(layout(network).shapes()));
  }

  /**
   * Sets where a run stands, with an updater's state as old as the run.
   *
   * @param iteration decides the learning rate
   */
  public static void resumeAt(MultiLayerNetwork network, int iteration, int epoch) {
    resumeAt(network, iteration, epoch, iteration);
  }

  /**
   * Sets where a run stands.
   *
   * @param iteration decides the learning rate
   * @param stateAge updates that the updater's state has seen, which correct its bias
   */
  public static void resumeAt(MultiLayerNetwork network, int iteration, int epoch, long stateAge) {
    network.setIterationCount(iteration);
    network.setEpochCount(epoch);
    layer(network).stateBeganAt(iteration - stateAge);
  }

  /** What the last step of training measured; nothing if there was none. */
  public static StepStatistics lastStep(MultiLayerNetwork network) {
    return layer(network).lastStep();
  }

  /** The loss of a batch, without a step. */
  public static StepStatistics loss(MultiLayerNetwork network, DecoderBatch batch) {
    return layer(network).loss(batch);
  }

  /** The learning rate of the update that has this number, from 0. */
  public static double learningRate(NetworkSettings settings, int iteration) {
    return LearningRateSchedule.of(settings).valueAt(iteration, 0);
  }

  /** A batch as DL4J carries it: INT {@code [rows, 3, time]}, labels INT {@code [rows, time]}. */
  public static DataSet dataSet(DecoderBatch batch) {
    long rows = batch.rows();
    INDArray features = Nd4j.createFromArray(batch.features());
    INDArray labels = Nd4j.createFromArray(batch.labels());
    return new DataSet(
        features.reshape('c', rows, ActiveDecoderLayer.PLANES, batch.time()),
        labels.reshape('c', rows, batch.time()));
  }

  /** The architecture of a network that {@link #configuration} describes. */
  public static ModelShape shape(MultiLayerNetwork network) {
    return layer(network).layerConf().shape();
  }

  private static ParameterLayout layout(MultiLayerNetwork network) {
    return ParameterLayout.of(shape(network));
  }

  private static ActiveDecoderLayer layer(MultiLayerNetwork network) {
    if (network.getLayer(0) instanceof ActiveDecoderLayer layer) {
      return layer;
    }
    throw new IllegalArgumentException(
        "Invalid network: its first layer is a %s, expected a decoder"
            .formatted(network.getLayer(0).getClass().getSimpleName()));
  }
}
