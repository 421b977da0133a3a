package org.flanspark.tuning.model;

import org.flanspark.tuning.kernel.Kernels;

/** How a token knows its place. */
enum PositionKind {
  /** A learned row for each position, added to the token's embedding. */
  LEARNED {
    @Override
    RotaryEmbedding usualRotary() {
      return RotaryEmbedding.NONE;
    }

    @Override
    void check(int headWidth, RotaryEmbedding rotary) {
      ModelShape.require(
          rotary.equals(RotaryEmbedding.NONE),
          "rotary positions",
          rotary,
          "none: they are learned");
    }

    @Override
    Positions open(ModelShape model, Kernels kernels, Buffers buffers) {
      return new LearnedPositions(model, kernels, buffers);
    }
  },

  /** Each query and key head turned by angles that grow with the position. */
  ROTARY {
    @Override
    RotaryEmbedding usualRotary() {
      return RotaryEmbedding.ofBase(10_000);
    }

    @Override
    void check(int headWidth, RotaryEmbedding rotary) {
      ModelShape.require(
          headWidth % 2 == 0, "head width", headWidth, "an even number for rotary positions");
      ModelShape.require(rotary.base() > 0, "rotary base", rotary.base(), "above 0");
    }

    @Override
    Positions open(ModelShape model, Kernels kernels, Buffers buffers) {
      return new RotaryPositions(model, kernels, buffers);
    }
  };

  abstract RotaryEmbedding usualRotary();

  /** Refuses what a decoder with such positions cannot be. */
  abstract void check(int headWidth, RotaryEmbedding rotary);

  abstract Positions open(ModelShape model, Kernels kernels, Buffers buffers);
}
