package org.flanspark.tuning.model;

import java.io.Serializable;
import org.flanspark.tuning.kernel.Attention;
import org.flanspark.tuning.kernel.Segments;

/**
 * The architecture of a decoder: everything that decides the names and shapes of its parameters.
 *
 * @param family the architecture: {@value #GPT2}
 * @param layers blocks of attention and feed-forward
 * @param width of the residual stream
 * @param heads of attention; they share the width evenly
 * @param feedForwardWidth of a block's hidden layer
 * @param context the most tokens of one segment
 * @param vocabulary rows of the token embedding
 * @param tiedEmbeddings whether the logits are products with the token embedding
 */
public record ModelShape(
    String family,
    int layers,
    int width,
    int heads,
    int feedForwardWidth,
    int context,
    int vocabulary,
    boolean tiedEmbeddings)
    implements Serializable {

  /** Pre-norm, learned positions, tanh GELU, biases everywhere. */
  public static final String GPT2 = "gpt2";

  public ModelShape {
    if (!family.equals(GPT2)) {
      throw new IllegalArgumentException(
          "Unknown model family '%s', expected %s".formatted(family, GPT2));
    }
    atLeastOne("layers", layers);
    atLeastOne("width", width);
    atLeastOne("heads", heads);
    atLeastOne("feed-forward width", feedForwardWidth);
    atLeastOne("context", context);
    atLeastOne("vocabulary", vocabulary);
    if (width % heads != 0) {
      throw new IllegalArgumentException(
          "Invalid width: %s, expected a multiple of the %s heads".formatted(width, heads));
    }
    if (!tiedEmbeddings) {
      throw new IllegalArgumentException(
          "Invalid tied embeddings: false, expected true for the family " + family);
    }
  }

  /** GPT-2's shape: tied embeddings, a feed-forward layer four times the width. */
  public static ModelShape gpt2(int layers, int width, int heads, int context, int vocabulary) {
    return new ModelShape(GPT2, layers, width, heads, 4 * width, context, vocabulary, true);
  }

  /** Who attends to whom where the tokens are these segments. */
  Attention attention(Segments segments) {
    return new Attention(segments, heads, heads, headWidth());
  }

  public int headWidth() {
    return width / heads;
  }

  private static void atLeastOne(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "Invalid %s: %s, expected at least 1".formatted(what, value));
    }
  }
}
