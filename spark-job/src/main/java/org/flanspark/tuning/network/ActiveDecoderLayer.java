package org.flanspark.tuning.network;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseOutputLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.flanspark.tuning.model.Decoder;
import org.flanspark.tuning.model.DecoderBatch;
import org.flanspark.tuning.model.DecoderWeights;
import org.flanspark.tuning.model.ModelShape;
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
 * <p>One backward pass gives the loss, the gradient of its mean and the statistics, and clips the
 * gradient by its norm over all parameters, which only this layer sees whole.
 */
final class ActiveDecoderLayer extends BaseOutputLayer<DecoderLayer> {
  /** Ids, positions, tasks. */
  static final int PLANES = 3;

  private static final long serialVersionUID = 1L;

  private transient @Nullable StepStatistics lastStep;
  private transient @Nullable Views views;

  ActiveDecoderLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  /** What the last backward pass measured; nothing if there was none. */
  StepStatistics lastStep() {
    StepStatistics last = lastStep;
    return last == null ? StepStatistics.none() : last;
  }

  /** The loss of a batch with the weights as they are. */
  StepStatistics loss(DecoderBatch batch) {
    return withDecoder(views -> views.decoder.loss(views.weights, batch));
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

  private StepStatistics step(Views views, DecoderBatch batch) {
    StepStatistics step =
        views.decoder.lossAndGradient(
            views.weights, batch, views.gradients(), views.flatGradient());
    double clipNorm = layerConf().clipNorm();
    if (clipNorm > 0 && step.gradientNorm() > clipNorm) {
      views.kernels().scale(views.flatGradient(), clipNorm / step.gradientNorm());
    }
    return step;
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

  private <T> T withDecoder(Function<Views, T> use) {
    ModelShape shape = layerConf().shape();
    Decoder decoder = DecoderPool.borrow(shape);
    Views current = views;
    if (current == null || current.decoder != decoder) {
      current = Views.of(decoder, paramsFlattened, gradientsFlattened);
      views = current;
    }
    T result = use.apply(current);
    DecoderPool.giveBack(decoder);
    return result;
  }

  /** The network's flat arrays as tensors of a decoder's kernels. */
  private record Views(
      Decoder decoder,
      DecoderWeights weights,
      @Nullable Tensor gradientOrNone,
      @Nullable DecoderWeights gradientsOrNone) {

    static Views of(Decoder decoder, INDArray parameters, @Nullable INDArray gradients) {
      Tensor flat = tensor(decoder, parameters);
      Tensor gradient = gradients == null ? null : tensor(decoder, gradients);
      return new Views(
          decoder,
          DecoderWeights.over(flat, decoder.shape(), decoder.kernels()),
          gradient,
          gradient == null
              ? null
              : DecoderWeights.over(gradient, decoder.shape(), decoder.kernels()));
    }

    Kernels kernels() {
      return decoder.kernels();
    }

    Tensor flatGradient() {
      return required(gradientOrNone);
    }

    DecoderWeights gradients() {
      return required(gradientsOrNone);
    }

    private static <T> T required(@Nullable T value) {
      if (value == null) {
        throw new IllegalStateException("Missing gradient: the network has no gradients view");
      }
      return value;
    }

    private static Tensor tensor(Decoder decoder, INDArray flat) {
      return decoder.kernels().over(flat.reshape(flat.length()));
    }
  }
}
