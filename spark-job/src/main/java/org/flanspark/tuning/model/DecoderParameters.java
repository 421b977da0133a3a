package org.flanspark.tuning.model;

import java.util.ArrayList;
import java.util.List;

/** The parameters that a decoder's parts have, in the order of {@link ParameterLayout}. */
final class DecoderParameters {
  private final ModelShape model;
  private final Architecture architecture;
  private final List<ParameterShape> shapes = new ArrayList<>();

  private DecoderParameters(ModelShape model) {
    this.model = model;
    this.architecture = model.architecture();
  }

  static List<ParameterShape> of(ModelShape model) {
    DecoderParameters parameters = new DecoderParameters(model);
    parameters.addAll();
    return parameters.shapes;
  }

  private void addAll() {
    addMatrix(ParameterNames.TOKEN_EMBEDDING, model.vocabulary(), model.width());
    if (architecture.positions() == PositionKind.LEARNED) {
      addMatrix(ParameterNames.POSITION_EMBEDDING, model.context(), model.width());
    }
    for (int layer = 0; layer < model.layers(); layer++) {
      addBlock(new ParameterNames(layer));
    }
    addNorm(ParameterNames.FINAL_NORM);
    if (!model.tiedEmbeddings()) {
      addMatrix(ParameterNames.OUTPUT_EMBEDDING, model.vocabulary(), model.width());
    }
  }

  private void addBlock(ParameterNames names) {
    int width = model.width();
    boolean others = architecture.hasOtherBiases();
    addNorm(names.attentionNorm());
    addWeight(names.attention(), width, model.queryKeyValueWidth());
    addBias(names.attention(), model.queryKeyValueWidth(), architecture.hasQueryKeyValueBias());
    addWeight(names.attentionProjection(), model.queryWidth(), width);
    addBias(names.attentionProjection(), width, others);
    addNorm(names.feedForwardNorm());
    addWeight(names.feedForward(), width, model.hiddenWidth());
    addBias(names.feedForward(), model.hiddenWidth(), others);
    addWeight(names.feedForwardProjection(), model.feedForwardWidth(), width);
    addBias(names.feedForwardProjection(), width, others);
  }

  private void addNorm(String name) {
    addVector(ParameterNames.weight(name), model.width());
    addBias(name, model.width(), architecture.norm().hasBias());
  }

  private void addWeight(String name, int in, int out) {
    if (architecture.outputsFirst()) {
      addMatrix(ParameterNames.weight(name), out, in);
    } else {
      addMatrix(ParameterNames.weight(name), in, out);
    }
  }

  private void addBias(String name, int size, boolean exists) {
    if (exists) {
      addVector(ParameterNames.bias(name), size);
    }
  }

  private void addMatrix(String name, int rows, int columns) {
    shapes.add(new ParameterShape(name, List.of(rows, columns)));
  }

  private void addVector(String name, int size) {
    shapes.add(new ParameterShape(name, List.of(size)));
  }
}
