package org.flanspark.tuning.kernel.cpu;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import org.bytedeco.openblas.global.openblas;

/**
 * Matrix products by OpenBLAS, each on the thread that asks: the team's threads share a product by
 * rows or columns of its output, so that OpenBLAS needs no threads of its own, which belong to the
 * process and wait for each other where several tasks multiply at once.
 */
final class Products {
  private final Lane[] lanes;

  Products(int lanes) {
    openblas.blas_set_num_threads(1);
    this.lanes = new Lane[lanes];
    for (int i = 0; i < lanes; i++) {
      this.lanes[i] = new Lane();
    }
  }

  /** Where the products of one thread are set up; not to be shared with another. */
  Lane lane(int lane) {
    return lanes[lane];
  }

  /**
   * One thread's product {@code output = scale * left x right + keep * output}, on rows anywhere in
   * memory: set {@link #left}, {@link #right} and {@link #output}, then {@link #multiply}.
   */
  static final class Lane {
    private final Address left = new Address();
    private final Address right = new Address();
    private final Address output = new Address();
    private int leftStride;
    private int rightStride;
    private int outputStride;
    private boolean leftTransposed;
    private boolean rightTransposed;

    /**
     * @param value where the matrix starts
     * @param stride values from one row to the next, as stored
     * @param transposed whether rows as stored are the columns of the factor
     */
    Lane left(CpuTensor of, long value, int stride, boolean transposed) {
      left.at(of.address(value));
      leftStride = stride;
      leftTransposed = transposed;
      return this;
    }

    /** As {@link #left}. */
    Lane right(CpuTensor of, long value, int stride, boolean transposed) {
      right.at(of.address(value));
      rightStride = stride;
      rightTransposed = transposed;
      return this;
    }

    Lane output(CpuTensor of, long value, int stride) {
      output.at(of.address(value));
      outputStride = stride;
      return this;
    }

    /** {@code rows x inner} times {@code inner x columns}. */
    void multiply(int rows, int columns, int inner, float scale, float keep) {
      cblas_sgemm(
          CblasRowMajor,
          leftTransposed ? CblasTrans : CblasNoTrans,
          rightTransposed ? CblasTrans : CblasNoTrans,
          rows,
          columns,
          inner,
          scale,
          left,
          leftStride,
          right,
          rightStride,
          keep,
          output,
          outputStride);
    }
  }
}
