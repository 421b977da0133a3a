package org.flanspark.tuning.network;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.flanspark.config.Backend;
import org.flanspark.tuning.model.ActivationMemory;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.RotaryEmbedding;
import org.flanspark.tuning.model.RotaryScaling;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The configuration of the whole decoder as one DL4J output layer. DL4J keeps it as JSON, so that
 * it has a constructor without arguments and plain fields.
 */
public final class DecoderLayer extends BaseOutputLayer {
  private static final long serialVersionUID = 1L;

  @JsonProperty private String family = ModelShape.GPT2;
  @JsonProperty private int layers;
  @JsonProperty private int width;
  @JsonProperty private int heads;
  @JsonProperty private int keyValueHeads;
  @JsonProperty private int headWidth;
  @JsonProperty private int feedForwardWidth;
  @JsonProperty private int context;
  @JsonProperty private int vocabulary;
  @JsonProperty private boolean tiedEmbeddings;
  @JsonProperty private double normEpsilon;
  @JsonProperty private double rotaryBase;
  @JsonProperty private RotaryScaling.Kind rotaryScaling = RotaryScaling.Kind.NONE;
  @JsonProperty private double rotaryFactor;
  @JsonProperty private double rotaryLowFrequencyFactor;
  @JsonProperty private double rotaryHighFrequencyFactor;
  @JsonProperty private int rotaryOriginalContext;
  @JsonProperty private double clipNorm;
  @JsonProperty private Backend backend = Backend.AUTO;
  @JsonProperty private int threads;
  @JsonProperty private int accumulate;
  @JsonProperty private ActivationMemory activations = ActivationMemory.KEPT;

  /** Without values: JSON fills them. */
  private DecoderLayer() {}

  static DecoderLayer of(ModelShape shape, NetworkSettings settings, ComputeSettings compute) {
    DecoderLayer layer = new DecoderLayer();
    layer.family = shape.family();
    layer.layers = shape.layers();
    layer.width = shape.width();
    layer.heads = shape.heads();
    layer.keyValueHeads = shape.keyValueHeads();
    layer.headWidth = shape.headWidth();
    layer.feedForwardWidth = shape.feedForwardWidth();
    layer.context = shape.context();
    layer.vocabulary = shape.vocabulary();
    layer.tiedEmbeddings = shape.tiedEmbeddings();
    layer.normEpsilon = shape.normEpsilon();
    layer.setRotary(shape.rotary());
    layer.clipNorm = settings.clipNorm();
    layer.backend = compute.backend();
    layer.threads = compute.threads();
    layer.accumulate = compute.accumulate();
    layer.activations = compute.activations();
    layer.setIUpdater(DecoderUpdater.of(settings));
    layer.setRegularization(List.of());
    layer.setRegularizationBias(List.of());
    layer.setLayerName("decoder");
    layer.setNIn(ActiveDecoderLayer.PLANES);
    layer.setNOut(shape.vocabulary());
    return layer;
  }

  /** The architecture. */
  public ModelShape shape() {
    return ModelShape.of(family, layers, width, heads, context, vocabulary)
        .keyValueHeads(keyValueHeads)
        .headWidth(headWidth)
        .feedForwardWidth(feedForwardWidth)
        .tiedEmbeddings(tiedEmbeddings)
        .normEpsilon(normEpsilon)
        .rotary(rotary())
        .build();
  }

  private void setRotary(RotaryEmbedding rotary) {
    RotaryScaling scaling = rotary.scaling();
    rotaryBase = rotary.base();
    rotaryScaling = scaling.kind();
    rotaryFactor = scaling.factor();
    rotaryLowFrequencyFactor = scaling.lowFrequencyFactor();
    rotaryHighFrequencyFactor = scaling.highFrequencyFactor();
    rotaryOriginalContext = scaling.originalContext();
  }

  private RotaryEmbedding rotary() {
    return new RotaryEmbedding(
        rotaryBase,
        new RotaryScaling(
            rotaryScaling,
            rotaryFactor,
            rotaryLowFrequencyFactor,
            rotaryHighFrequencyFactor,
            rotaryOriginalContext));
  }

  double clipNorm() {
    return clipNorm;
  }

  /** What it computes with. */
  ComputeSettings compute() {
    return new ComputeSettings(backend, threads, accumulate, activations);
  }

  /** How its parameters are updated. */
  DecoderUpdater updater() {
    if (getIUpdater() instanceof DecoderUpdater updater) {
      return updater;
    }
    throw new IllegalStateException(
        "Invalid updater: %s, expected a decoder's".formatted(getIUpdater()));
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    ActiveDecoderLayer layer = new ActiveDecoderLayer(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialize));
    layer.setConf(conf);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return new DecoderParameterInitializer();
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    return InputType.recurrent(vocabulary);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DecoderLayer that
        && super.equals(other)
        && shape().equals(that.shape())
        && compute().equals(that.compute())
        && clipNorm == that.clipNorm;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), shape(), compute(), clipNorm);
  }
}
