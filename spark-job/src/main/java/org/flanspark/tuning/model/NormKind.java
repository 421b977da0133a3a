package org.flanspark.tuning.model;

import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Norm;
import org.flanspark.tuning.kernel.Tensor;

/** How rows are brought to one size. */
enum NormKind {
  /** Mean 0 and variance 1, times weight, plus bias. */
  LAYER {
    @Override
    boolean hasBias() {
      return true;
    }

    @Override
    double usualEpsilon() {
      return 1e-5;
    }

    @Override
    long[] statistics(long rows) {
      return new long[] {2, rows};
    }

    @Override
    void forward(Kernels kernels, Tensor input, Norm norm, Tensor statistics, Tensor output) {
      kernels.layerNorm(input, norm, statistics, output);
    }

    @Override
    void backward(Kernels kernels, Pass pass, Tensor outputGradient, Tensor inputGradient) {
      kernels.layerNormGradient(
          pass.input, pass.norm, pass.statistics, outputGradient, inputGradient, pass.gradient);
    }
  },

  /** Mean square 1, times weight. */
  ROOT_MEAN_SQUARE {
    @Override
    boolean hasBias() {
      return false;
    }

    @Override
    double usualEpsilon() {
      return 1e-6;
    }

    @Override
    long[] statistics(long rows) {
      return new long[] {rows};
    }

    @Override
    void forward(Kernels kernels, Tensor input, Norm norm, Tensor statistics, Tensor output) {
      kernels.rootMeanSquareNorm(input, norm, statistics, output);
    }

    @Override
    void backward(Kernels kernels, Pass pass, Tensor outputGradient, Tensor inputGradient) {
      kernels.rootMeanSquareNormGradient(
          pass.input, pass.norm, pass.statistics, outputGradient, inputGradient, pass.gradient);
    }
  };

  /**
   * What the way forward left.
   *
   * @param gradient of the norm's parameters, added to
   */
  record Pass(Tensor input, Norm norm, Tensor statistics, Norm gradient) {}

  abstract boolean hasBias();

  abstract double usualEpsilon();

  /** The dimensions of what is kept for the gradient. */
  abstract long[] statistics(long rows);

  abstract void forward(Kernels kernels, Tensor input, Norm norm, Tensor statistics, Tensor output);

  /** Adds to the gradients of the input and of the parameters. */
  abstract void backward(Kernels kernels, Pass pass, Tensor outputGradient, Tensor inputGradient);
}
