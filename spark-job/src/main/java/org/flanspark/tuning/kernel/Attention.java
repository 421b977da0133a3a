package org.flanspark.tuning.kernel;

/**
 * Who attends to whom: each token to itself and to those before it in its own segment, in each
 * head. Query head {@code h} uses key-value head {@code h / (heads / keyValueHeads)}.
 *
 * @param heads of the queries
 * @param keyValueHeads of the keys and of the values; a divisor of {@code heads}
 * @param headWidth the values of one head
 */
public record Attention(Segments segments, int heads, int keyValueHeads, int headWidth) {
  public Attention {
    if (keyValueHeads < 1 || heads % keyValueHeads != 0) {
      throw new IllegalArgumentException(
          "Invalid attention: %s heads, expected a multiple of the %s key-value heads"
              .formatted(heads, keyValueHeads));
    }
  }

  /** The query heads that share a key-value head. */
  public int headsPerKeyValue() {
    return heads / keyValueHeads;
  }

  /** The columns of all query heads. */
  public int queryWidth() {
    return heads * headWidth;
  }

  /** The columns of all key heads, and of all value heads. */
  public int keyValueWidth() {
    return keyValueHeads * headWidth;
  }

  /** The columns of queries, keys and values side by side. */
  public int width() {
    return queryWidth() + 2 * keyValueWidth();
  }
}
