package org.flanspark.tuning.model;

/** How the heads of attention divide the work. */
enum HeadKind {
  /** Each query head has a key and a value head of its own; they share the width evenly. */
  MULTI_HEAD {
    @Override
    void check(int width, int heads, int keyValueHeads, int headWidth) {
      ModelShape.require(
          keyValueHeads == heads,
          "key-value heads",
          keyValueHeads,
          "as many as the heads, " + heads);
      ModelShape.require(
          (long) heads * headWidth == width,
          "head width",
          headWidth,
          "the width of %s over the %s heads".formatted(width, heads));
    }
  },

  /** Several query heads may share a key-value head (Ainslie et al. 2023), of any width. */
  GROUPED_QUERY {
    @Override
    void check(int width, int heads, int keyValueHeads, int headWidth) {}
  };

  /** Refuses what a decoder with such heads cannot be. */
  abstract void check(int width, int heads, int keyValueHeads, int headWidth);
}
