package org.flanspark.tuning.model;

import java.util.Map;
import java.util.TreeMap;
import org.flanspark.tuning.kernel.Indices;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Linear;
import org.flanspark.tuning.kernel.Norm;
import org.flanspark.tuning.kernel.Tensor;

/**
 * From the residual stream to the losses: norm and logits at the counted positions alone, some at a
 * time, so that the logits never take much memory.
 */
final class DecoderHead {
  /** Logits at a time, 64 MiB: 333 positions of GPT-2's vocabulary. */
  private static final int LOGITS = 1 << 24;

  private final ModelShape model;
  private final Kernels kernels;
  private final Buffers buffers;
  private final NormKind norm;
  private final int part;

  DecoderHead(ModelShape model, Kernels kernels, Buffers buffers) {
    this.model = model;
    this.kernels = kernels;
    this.buffers = buffers;
    this.norm = model.architecture().norm();
    this.part = Math.max(1, LOGITS / model.vocabulary());
  }

  /** The loss of each counted token. */
  double[] losses(Tensor stream, TokenStream tokens, DecoderWeights weights) {
    double[] losses = new double[tokens.countedTokens()];
    for (int from = 0; from < losses.length; from += part) {
      Part some = new Part(tokens, from, Math.min(losses.length - from, part));
      some.forward(stream, weights);
      some.readLosses(losses);
    }
    return losses;
  }

  /**
   * The same, and the gradient of their sum times {@code scale}: that of the stream is overwritten,
   * those of the parameters are added to.
   */
  double[] lossesAndGradient(
      Tensor stream,
      TokenStream tokens,
      DecoderWeights weights,
      Tensor streamGradient,
      DecoderWeights gradients,
      double scale) {
    kernels.fill(streamGradient, 0);
    double[] losses = new double[tokens.countedTokens()];
    for (int from = 0; from < losses.length; from += part) {
      Part some = new Part(tokens, from, Math.min(losses.length - from, part));
      some.forward(stream, weights);
      some.readLosses(losses);
      some.backward(weights, streamGradient, gradients, scale);
    }
    return losses;
  }

  /** Logits of the given tokens, {@code [rows.size(), vocabulary]}. */
  Tensor logits(Tensor stream, Indices rows, DecoderWeights weights) {
    Tensor gathered = buffers.take("headStream", rows.size(), model.width());
    kernels.gatherRows(stream, rows, gathered);
    Tensor normed = buffers.take("headNormed", rows.size(), model.width());
    norm.forward(kernels, gathered, weights.finalNorm(), statistics(rows.size()), normed);
    Tensor logits = buffers.take("logits", rows.size(), model.vocabulary());
    kernels.linear(normed, output(weights), logits);
    return logits;
  }

  /** The sums of the losses of each task. */
  static Map<Integer, StepStatistics.TaskLoss> byTask(TokenStream tokens, double[] losses) {
    Map<Integer, StepStatistics.TaskLoss> byTask = new TreeMap<>();
    for (int from = 0, to = 0; from < losses.length; from = to) {
      double sum = 0;
      while (to < losses.length && tokens.task(to) == tokens.task(from)) {
        sum += losses[to++];
      }
      StepStatistics.TaskLoss loss = new StepStatistics.TaskLoss(sum, to - from);
      byTask.merge(tokens.task(from), loss, StepStatistics.TaskLoss::plus);
    }
    return byTask;
  }

  /** A row of the embedding, token by token, is what gives that token's logit. */
  private static Linear output(DecoderWeights weights) {
    return new Linear(weights.outputEmbedding(), null, true);
  }

  private Tensor statistics(int rows) {
    return buffers.take("headStatistics", norm.statistics(rows));
  }

  /** Some of the counted positions. */
  private final class Part {
    private final int from;
    private final int size;
    private final Indices rows;
    private final Indices labels;

    Part(TokenStream tokens, int from, int size) {
      this.from = from;
      this.size = size;
      this.rows = kernels.indices(tokens.counted(from, from + size));
      this.labels = kernels.indices(tokens.labels(from, from + size));
    }

    void forward(Tensor stream, DecoderWeights weights) {
      Tensor logits = logits(stream, rows, weights);
      kernels.crossEntropy(logits, labels, buffers.take("losses", size));
    }

    void readLosses(double[] into) {
      double[] values = new double[size];
      kernels.read(buffers.take("losses", size), 0, values);
      System.arraycopy(values, 0, into, from, size);
    }

    /** Uses what forward left in the buffers. */
    void backward(
        DecoderWeights weights, Tensor streamGradient, DecoderWeights gradients, double scale) {
      Tensor logits = buffers.take("logits", size, model.vocabulary());
      kernels.crossEntropyGradient(logits, labels, buffers.take("losses", size), scale);
      Tensor normedGradient = buffers.take("headNormedGradient", size, model.width());
      kernels.linearGradient(
          buffers.take("headNormed", size, model.width()),
          output(weights),
          logits,
          normedGradient,
          output(gradients));
      normGradient(weights.finalNorm(), normedGradient, streamGradient, gradients.finalNorm());
    }

    private void normGradient(
        Norm parameters, Tensor normedGradient, Tensor streamGradient, Norm parametersGradient) {
      Tensor gathered = buffers.take("headStreamGradient", size, model.width());
      kernels.fill(gathered, 0);
      Tensor input = buffers.take("headStream", size, model.width());
      norm.backward(
          kernels,
          new NormKind.Pass(input, parameters, statistics(size), parametersGradient),
          normedGradient,
          gathered);
      kernels.addRows(gathered, rows, streamGradient);
    }
  }
}
