package org.flanspark.tuning.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each parameter lies in the one flat view of all, without gaps.
 *
 * <p>Each family's matrices lie as Hugging Face stores them, and what is stacked in one of ours is
 * a contiguous slice of it, so that import and export copy. Names are camelCase without an
 * underscore, since DL4J's updaters cut a name there.
 *
 * <pre>
 * GPT-2: weights are [in, out]
 * tokenEmbedding                        [vocabulary, width]
 * positionEmbedding                     [context, width]
 * block0AttentionNormWeight, ...Bias    [width]
 * block0AttentionWeight, ...Bias        [width, 3 * width]   query, key and value side by side
 * block0AttentionProjectionWeight, ...  [width, width]
 * block0FeedForwardNormWeight, ...Bias  [width]
 * block0FeedForwardWeight, ...Bias      [width, feedForwardWidth]
 * block0FeedForwardProjectionWeight ... [feedForwardWidth, width]
 * finalNormWeight, finalNormBias        [width]
 * outputEmbedding                       [vocabulary, width]   where embeddings are not tied
 *
 * Llama: weights are [out, in]; query = heads * headWidth, key = value = keyValueHeads * headWidth
 * tokenEmbedding                        [vocabulary, width]
 * block0AttentionNormWeight             [width]
 * block0AttentionWeight                 [query + key + value, width]   in this order
 * block0AttentionBias                   [query + key + value]          Qwen2 alone
 * block0AttentionProjectionWeight       [width, query]
 * block0FeedForwardNormWeight           [width]
 * block0FeedForwardWeight               [2 * feedForwardWidth, width]  gate, then up
 * block0FeedForwardProjectionWeight     [width, feedForwardWidth]
 * finalNormWeight                       [width]
 * outputEmbedding                       [vocabulary, width]   where embeddings are not tied
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
    return new ParameterLayout(DecoderParameters.of(model));
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

  /** Whether there is a parameter of this name. */
  public boolean has(String name) {
    return places.containsKey(name);
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

  private record Place(ParameterShape shape, long offset) {}
}
