package org.flanspark.tuning.network;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseOutputLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.flanspark.tuning.model.DecoderBatch;
import org.flanspark.tuning.model.StepStatistics;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The decoder inside a DL4J network: its parameters and gradients are the network's own flat
 * arrays, its input INT {@code [rows, 3, time]} (ids, positions, tasks), its labels INT {@code
 * [rows, time]}.
 *
 * <p>One backward pass gives the loss, the gradient of its mean and the statistics. The update is
 * this layer's too, which alone sees all parameters, their shapes and the norm that clipping needs:
 * DL4J keeps its state, counts the updates and takes the result off the parameters.
 */
final class ActiveDecoderLayer extends BaseOutputLayer<DecoderLayer> {
  /** Ids, positions, tasks. */
  static final int PLANES = 3;

  private static final long serialVersionUID = 1L;

  private transient @Nullable StepStatistics lastStep;
  private transient @Nullable LayerViews views;
  private transient double gradientScale = 1;

  /** The iteration before which the updater's state had seen nothing. */
  private transient long stateBegan;

  ActiveDecoderLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  /** What the last backward pass measured; nothing if there was none. */
  StepStatistics lastStep() {
    StepStatistics last = lastStep;
    return last == null ? StepStatistics.none() : last;
  }

  /**
   * Says when the updater's state began, where that was not with the run: how old it is decides how
   * its bias is corrected.
   *
   * @param iteration updates of the run before the state's first
   */
  void stateBeganAt(long iteration) {
    stateBegan = iteration;
  }

  /** The loss of a batch with the weights as they are. */
  StepStatistics loss(DecoderBatch batch) {
    return withDecoder(views -> views.decoder().loss(views.weights(), batch));
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      @Nullable INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    DecoderBatch batch = batch();
    lastStep = withDecoder(views -> step(views, batch));
    Gradient gradient = new DefaultGradient(gradientsFlattened);
    for (Map.Entry<String, INDArray> view : gradientViews.entrySet()) {
      gradient.setGradientFor(view.getKey(), view.getValue());
    }
    return new Pair<>(gradient, null);
  }

  private StepStatistics step(LayerViews views, DecoderBatch batch) {
    LayerViews.Gradients gradients = views.gradients();
    StepStatistics step =
        views
            .decoder()
            .lossAndGradient(
                views.weights(),
                batch.parts(layerConf().compute().accumulate()),
                gradients.byName(),
                gradients.flat());
    double clipNorm = layerConf().clipNorm();
    boolean clips = clipNorm > 0 && step.gradientNorm() > clipNorm;
    gradientScale = clips ? clipNorm / step.gradientNorm() : 1;
    return step;
  }

  /** DL4J asks here for updaters: each is bound to this layer. */
  @Override
  public TrainingConfig getConfig() {
    return new LayerTraining(layerConf(), this);
  }

  /**
   * Turns the last backward pass's gradient into what DL4J takes off the parameters.
   *
   * @param gradient the network's own
   * @param state of the updater, brought up to date
   * @param rate the learning rate
   * @param iteration updates of the run before this one
   */
  void update(INDArray gradient, INDArray state, double rate, long iteration) {
    requireOwn(gradient);
    double scale = gradientScale;
    long age = iteration + 1 - stateBegan;
    UpdateRule rule = layerConf().updater().rule();
    withDecoder(
        views -> {
          views.update(rule, state).step(rate, scale, age);
          return age;
        });
  }

  private void requireOwn(INDArray gradient) {
    boolean own =
        gradient.length() == gradientsFlattened.length()
            && gradient.data().address() == gradientsFlattened.data().address();
    if (!own) {
      throw new IllegalStateException(
          "Cannot update by a gradient of %s values that is not the layer's own of %s"
              .formatted(gradient.length(), gradientsFlattened.length()));
    }
  }

  /** In training the backward pass has the loss already. */
  @Override
  public double computeScore(
      double networkPenalty, boolean training, LayerWorkspaceMgr workspaces) {
    StepStatistics statistics = training ? lastStep() : loss(batch());
    score = statistics.meanLoss() + networkPenalty;
    return score;
  }

  @Override
  public void computeGradientAndScore(LayerWorkspaceMgr workspaces) {
    gradient = backpropGradient(null, workspaces).getFirst();
    computeScore(0, true, workspaces);
  }

  /** Weight decay is part of the update, not of the loss. */
  @Override
  public double calcRegularizationScore(boolean backpropParamsOnly) {
    return 0;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    throw new UnsupportedOperationException(
        "Cannot return the logits of a whole batch: use a LanguageModel with the parameters");
  }

  @Override
  public INDArray computeScoreForExamples(double networkPenalty, LayerWorkspaceMgr workspaces) {
    throw new UnsupportedOperationException(
        "Cannot score rows one by one: use DecoderNetwork.loss with one row at a time");
  }

  @Override
  protected INDArray getLabels2d(LayerWorkspaceMgr workspaces, ArrayType type) {
    return labels;
  }

  @Override
  public void setParamsViewArray(INDArray parameters) {
    super.setParamsViewArray(parameters);
    views = null;
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray gradients) {
    super.setBackpropGradientsViewArray(gradients);
    views = null;
  }

  private DecoderBatch batch() {
    if (input.rank() != 3 || input.size(1) != PLANES) {
      throw new IllegalArgumentException(
          "Invalid features: shape %s, expected [rows, 3, time]"
              .formatted(Arrays.toString(input.shape())));
    }
    return DecoderBatch.ofFeatures(
        (int) input.size(0), (int) input.size(2), integers(input), integers(labels));
  }

  private static int[] integers(INDArray array) {
    return array.reshape('c', new long[] {array.length()}).toIntVector();
  }

  private <T> T withDecoder(Function<LayerViews, T> use) {
    DecoderPool.Pooled pooled = DecoderPool.borrow(layerConf().shape(), layerConf().compute());
    LayerViews current = views;
    if (current == null || !current.areOf(pooled.decoder())) {
      current = LayerViews.of(pooled.decoder(), paramsFlattened, gradientsFlattened);
      views = current;
    }
    T result = use.apply(current);
    DecoderPool.giveBack(pooled);
    return result;
  }
}
