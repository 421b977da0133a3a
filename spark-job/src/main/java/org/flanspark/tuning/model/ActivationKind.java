package org.flanspark.tuning.model;

import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;

/** What stands between the two products of the feed-forward branch. */
enum ActivationKind {
  /** GPT-2's approximation by tanh. */
  GELU {
    @Override
    int usualWidth(int width) {
      return Math.multiplyExact(4, width);
    }

    @Override
    int hiddenWidth(int feedForwardWidth) {
      return feedForwardWidth;
    }

    @Override
    void forward(Kernels kernels, Tensor hidden, Tensor activated) {
      kernels.gelu(hidden, activated);
    }

    @Override
    Tensor backward(Kernels kernels, Tensor hidden, Tensor activatedGradient) {
      kernels.geluGradient(hidden, activatedGradient, activatedGradient);
      return activatedGradient;
    }
  },

  /** {@code silu(gate) * up}, gate and up side by side. */
  SWIGLU {
    @Override
    int usualWidth(int width) {
      int sameWork = Math.multiplyExact(8, width) / 3;
      return (sameWork + WIDTH_STEP - 1) / WIDTH_STEP * WIDTH_STEP;
    }

    @Override
    int hiddenWidth(int feedForwardWidth) {
      return Math.multiplyExact(2, feedForwardWidth);
    }

    @Override
    void forward(Kernels kernels, Tensor hidden, Tensor activated) {
      kernels.swiglu(hidden, activated);
    }

    @Override
    Tensor backward(Kernels kernels, Tensor hidden, Tensor activatedGradient) {
      kernels.swigluGradient(hidden, activatedGradient, hidden);
      return hidden;
    }
  };

  /** Llama's feed-forward widths are multiples of it. */
  private static final int WIDTH_STEP = 256;

  /**
   * The feed-forward width of a stream of this width: four times, or for two products on the way in
   * two thirds of that, as the papers have it.
   */
  abstract int usualWidth(int width);

  /** The columns of the hidden layer before the activation. */
  abstract int hiddenWidth(int feedForwardWidth);

  abstract void forward(Kernels kernels, Tensor hidden, Tensor activated);

  /** The gradient of {@code hidden}, in place of one of the two tensors. */
  abstract Tensor backward(Kernels kernels, Tensor hidden, Tensor activatedGradient);
}
