package org.flanspark.tuning.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each parameter lies in the one flat view of all, without gaps.
 *
 * <p>A weight matrix is {@code [in, out]}, as GPT-2's is stored by Hugging Face, so that import and
 * export copy. Names are camelCase without an underscore, since DL4J's updaters cut a name there.
 *
 * <pre>
 * tokenEmbedding                        [vocabulary, width]
 * positionEmbedding                     [context, width]
 * block0AttentionNormWeight, ...Bias    [width]
 * block0AttentionWeight, ...Bias        [width, 3 * width]   query, key and value side by side
 * block0AttentionProjectionWeight, ...  [width, width]
 * block0FeedForwardNormWeight, ...Bias  [width]
 * block0FeedForwardWeight, ...Bias      [width, feedForwardWidth]
 * block0FeedForwardProjectionWeight ... [feedForwardWidth, width]
 * finalNormWeight, finalNormBias        [width]
 * </pre>
 */
public final class ParameterLayout {
  private final List<ParameterShape> shapes;
  private final Map<String, Place> places;
  private final long size;

  private ParameterLayout(List<ParameterShape> shapes) {
    this.shapes = List.copyOf(shapes);
    this.places = new LinkedHashMap<>();
    long offset = 0;
    for (ParameterShape shape : shapes) {
      if (places.put(shape.name(), new Place(shape, offset)) != null) {
        throw new IllegalArgumentException("Invalid parameters: two named " + shape.name());
      }
      offset += shape.size();
    }
    this.size = offset;
  }

  /** The parameters of a decoder of this shape. */
  public static ParameterLayout of(ModelShape model) {
    List<ParameterShape> shapes = new ArrayList<>();
    shapes.add(matrix(ParameterNames.TOKEN_EMBEDDING, model.vocabulary(), model.width()));
    shapes.add(matrix(ParameterNames.POSITION_EMBEDDING, model.context(), model.width()));
    for (int layer = 0; layer < model.layers(); layer++) {
      addBlock(model, new ParameterNames(layer), shapes);
    }
    addNorm(ParameterNames.FINAL_NORM, model.width(), shapes);
    return new ParameterLayout(shapes);
  }

  /** The given tensors end to end. */
  public static ParameterLayout of(List<ParameterShape> shapes) {
    return new ParameterLayout(shapes);
  }

  public List<ParameterShape> shapes() {
    return shapes;
  }

  /** The number of values of all parameters. */
  public long size() {
    return size;
  }

  /**
   * The shape of one parameter.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public ParameterShape shape(String name) {
    return place(name).shape();
  }

  /**
   * Where a parameter starts in the flat view.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public long offset(String name) {
    return place(name).offset();
  }

  /** Whether weight decay pulls at the parameter: at matrices, never at biases and norms. */
  public boolean decays(String name) {
    return shape(name).dimensions().size() > 1;
  }

  /**
   * Where a slice of a parameter starts in the flat view.
   *
   * @throws IllegalArgumentException if the slice does not lie inside the parameter
   */
  public long sliceOffset(String name, long from, int length) {
    Place place = place(name);
    if (from < 0 || from + length > place.shape().size()) {
      throw new IllegalArgumentException(
          "Invalid slice of %s: %s to %s, expected inside 0 to %s"
              .formatted(name, from, from + length, place.shape().size()));
    }
    return place.offset() + from;
  }

  private Place place(String name) {
    Place place = places.get(name);
    if (place == null) {
      throw new IllegalArgumentException(
          "Unknown parameter '%s', expected one of %s, such as %s"
              .formatted(name, shapes.size(), shapes.get(0).name()));
    }
    return place;
  }

  private static void addBlock(ModelShape model, ParameterNames names, List<ParameterShape> to) {
    int width = model.width();
    addNorm(names.attentionNorm(), width, to);
    addLinear(names.attention(), width, 3 * width, to);
    addLinear(names.attentionProjection(), width, width, to);
    addNorm(names.feedForwardNorm(), width, to);
    addLinear(names.feedForward(), width, model.feedForwardWidth(), to);
    addLinear(names.feedForwardProjection(), model.feedForwardWidth(), width, to);
  }

  private static void addLinear(String name, int in, int out, List<ParameterShape> to) {
    to.add(matrix(ParameterNames.weight(name), in, out));
    to.add(vector(ParameterNames.bias(name), out));
  }

  private static void addNorm(String name, int width, List<ParameterShape> to) {
    to.add(vector(ParameterNames.weight(name), width));
    to.add(vector(ParameterNames.bias(name), width));
  }

  private static ParameterShape matrix(String name, int rows, int columns) {
    return new ParameterShape(name, List.of(rows, columns));
  }

  private static ParameterShape vector(String name, int size) {
    return new ParameterShape(name, List.of(size));
  }

  private record Place(ParameterShape shape, long offset) {}
}
