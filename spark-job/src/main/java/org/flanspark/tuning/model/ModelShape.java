package org.flanspark.tuning.model;

import java.io.Serializable;
import org.flanspark.tuning.kernel.Attention;
import org.flanspark.tuning.kernel.Segments;

/**
 * The architecture of a decoder: everything that decides the names and shapes of its parameters and
 * what is computed with them. {@link #of} makes one from its sizes and the family's defaults.
 *
 * @param family the parts it is made of: {@value #GPT2}, {@value #LLAMA} or {@value #QWEN2}
 * @param layers blocks of attention and feed-forward
 * @param width of the residual stream
 * @param heads of the queries
 * @param keyValueHeads of the keys and of the values; a divisor of {@code heads}
 * @param headWidth the values of one head
 * @param feedForwardWidth of a block's hidden layer, after its activation
 * @param context the most tokens of one segment
 * @param vocabulary rows of the token embedding
 * @param tiedEmbeddings whether the logits are products with the token embedding
 * @param normEpsilon added to a row's mean square before its root
 * @param rotary angles of rotary positions; {@link RotaryEmbedding#NONE} where they are learned
 */
public record ModelShape(
    String family,
    int layers,
    int width,
    int heads,
    int keyValueHeads,
    int headWidth,
    int feedForwardWidth,
    int context,
    int vocabulary,
    boolean tiedEmbeddings,
    double normEpsilon,
    RotaryEmbedding rotary)
    implements Serializable {

  /** Layer norm, learned positions, tanh GELU, biases everywhere. */
  public static final String GPT2 = "gpt2";

  /** Root-mean-square norm, rotary positions, SwiGLU, grouped-query attention, no biases. */
  public static final String LLAMA = "llama";

  /** As Llama, with biases of query, key and value. */
  public static final String QWEN2 = "qwen2";

  public ModelShape {
    Architecture architecture = Architecture.of(family);
    requireAtLeastOne("layers", layers);
    requireAtLeastOne("width", width);
    requireAtLeastOne("heads", heads);
    requireAtLeastOne("key-value heads", keyValueHeads);
    requireAtLeastOne("head width", headWidth);
    requireAtLeastOne("feed-forward width", feedForwardWidth);
    requireAtLeastOne("context", context);
    requireAtLeastOne("vocabulary", vocabulary);
    require(normEpsilon >= 0, "norm epsilon", normEpsilon, "at least 0");
    require(
        heads % keyValueHeads == 0,
        "heads",
        heads,
        "a multiple of the %s key-value heads".formatted(keyValueHeads));
    architecture.heads().check(width, heads, keyValueHeads, headWidth);
    architecture.positions().check(headWidth, rotary);
  }

  /**
   * A shape of these sizes, in all else as the family's configuration is by default at Hugging
   * Face: tied embeddings, and heads that share the width evenly.
   */
  public static ModelShapeBuilder of(
      String family, int layers, int width, int heads, int context, int vocabulary) {
    return new ModelShapeBuilder(family, layers, width, heads, context, vocabulary);
  }

  /** GPT-2's shape: tied embeddings, a feed-forward layer four times the width. */
  public static ModelShape gpt2(int layers, int width, int heads, int context, int vocabulary) {
    return of(GPT2, layers, width, heads, context, vocabulary).build();
  }

  /** The parts of the family. */
  Architecture architecture() {
    return Architecture.of(family);
  }

  /** Who attends to whom where the tokens are these segments. */
  Attention attention(Segments segments) {
    return new Attention(segments, heads, keyValueHeads, headWidth);
  }

  /** The columns of all query heads. */
  public int queryWidth() {
    return Math.multiplyExact(heads, headWidth);
  }

  /** The columns of all key heads, and of all value heads. */
  public int keyValueWidth() {
    return Math.multiplyExact(keyValueHeads, headWidth);
  }

  /** The columns of queries, keys and values side by side. */
  public int queryKeyValueWidth() {
    return Math.addExact(queryWidth(), Math.multiplyExact(2, keyValueWidth()));
  }

  /** The columns of a block's hidden layer before its activation. */
  public int hiddenWidth() {
    return architecture().activation().hiddenWidth(feedForwardWidth);
  }

  static void requireAtLeastOne(String what, int value) {
    require(value >= 1, what, value, "at least 1");
  }

  static void require(boolean holds, String what, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Invalid %s: %s, expected %s".formatted(what, value, expected));
    }
  }
}
