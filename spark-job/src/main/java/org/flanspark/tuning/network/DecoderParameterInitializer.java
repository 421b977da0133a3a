package org.flanspark.tuning.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.ParameterShape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Tells DL4J the names and places of the parameters: those of {@link ParameterLayout}. Weights are
 * what decays, the matrices; the rest counts as biases. Fresh parameters are zero, until whoever
 * made the network writes them.
 */
final class DecoderParameterInitializer implements ParamInitializer {
  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return layout(layer).size();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return layout(layer).shapes().stream().map(ParameterShape::name).toList();
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return paramKeys(layer).stream().filter(key -> isWeightParam(layer, key)).toList();
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return paramKeys(layer).stream().filter(key -> isBiasParam(layer, key)).toList();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return layout(layer).decays(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return !isWeightParam(layer, key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray parameters, boolean initialize) {
    if (initialize) {
      parameters.assign(0);
    }
    Map<String, INDArray> views = views(conf.getLayer(), parameters);
    views.keySet().forEach(conf::addVariable);
    return views;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradients) {
    return views(conf.getLayer(), gradients);
  }

  private static Map<String, INDArray> views(Layer layer, INDArray flat) {
    ParameterLayout layout = layout(layer);
    INDArray row = flat.reshape(flat.length());
    Map<String, INDArray> views = new LinkedHashMap<>();
    for (ParameterShape shape : layout.shapes()) {
      long offset = layout.offset(shape.name());
      INDArray part = row.get(NDArrayIndex.interval(offset, offset + shape.size()));
      long[] dimensions = shape.dimensions().stream().mapToLong(Integer::longValue).toArray();
      views.put(shape.name(), part.reshape('c', dimensions));
    }
    return views;
  }

  private static ParameterLayout layout(Layer layer) {
    return ParameterLayout.of(((DecoderLayer) layer).shape());
  }
}
