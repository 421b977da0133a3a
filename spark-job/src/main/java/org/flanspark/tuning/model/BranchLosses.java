package org.flanspark.tuning.model;

import java.util.Arrays;
import java.util.List;
import org.flanspark.tuning.kernel.Indices;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;

/** The losses of everything that may follow a few texts, each text read once. */
public final class BranchLosses {
  /** Logits at a time: 128 MB of them. */
  private static final int LOGITS = 32 << 20;

  private static final int MOST_ROWS = 1024;

  private final Decoder decoder;
  private final DecoderWeights weights;
  private final int copiedTokens;
  private final Kernels kernels;

  /**
   * Of the decoder with these weights.
   *
   * @param copiedTokens the most whose keys and values are copied at a time, of prompts and
   *     branches together; at least those of one branch are
   */
  public BranchLosses(Decoder decoder, DecoderWeights weights, int copiedTokens) {
    this.decoder = decoder;
    this.copiedTokens = copiedTokens;
    this.weights = weights;
    this.kernels = decoder.kernels();
  }

  /**
   * In one pass.
   *
   * @return for each branch of each text, in order, the sum of its tokens' losses
   * @throws IllegalArgumentException if a prompt or a branch is empty or does not fit the model
   */
  public double[] of(List<BranchedText> texts) {
    BranchedTokens tokens = BranchedTokens.of(texts, decoder.shape().context());
    ForwardPass.checkIds(
        tokens.labels().stream().mapToInt(BranchedTokens.Label::id).toArray(), decoder.shape());
    BranchAttention attention = new BranchAttention(decoder, tokens, copiedTokens);
    Tensor stream =
        new ForwardPass(decoder, weights)
            .run(tokens.ids(), tokens.positions(), attention.memory(), attention);
    double[] losses = new double[texts.stream().mapToInt(text -> text.branches().size()).sum()];
    int[] predicting = tokens.predicting();
    int rows = Math.max(1, Math.min(MOST_ROWS, LOGITS / decoder.shape().vocabulary()));
    for (int from = 0; from < predicting.length; from += rows) {
      int to = Math.min(from + rows, predicting.length);
      Indices part = kernels.indices(Arrays.copyOfRange(predicting, from, to));
      Tensor logits = decoder.head().logits(stream, part, weights);
      addLosses(logits, from, tokens.labels(from, to), losses);
    }
    return losses;
  }

  /**
   * Adds each label's loss to its branch's. A row's labels have the log-sum-exp of its logits in
   * common: it is computed with the first.
   */
  private void addLosses(
      Tensor logits, int firstRow, List<BranchedTokens.Label> labels, double[] losses) {
    int rows = Math.toIntExact(logits.dimensions().get(0));
    int vocabulary = decoder.shape().vocabulary();
    int[] first = new int[rows];
    int[] places = new int[labels.size()];
    for (int i = labels.size() - 1; i >= 0; i--) {
      int row = labels.get(i).row() - firstRow;
      first[row] = i;
      places[i] = Math.addExact(Math.multiplyExact(row, vocabulary), labels.get(i).id());
    }
    double[] firstLosses =
        crossEntropy(logits, Arrays.stream(first).map(i -> labels.get(i).id()).toArray());
    double[] values = gather(logits, places);
    for (int i = 0; i < places.length; i++) {
      int row = labels.get(i).row() - firstRow;
      losses[labels.get(i).branch()] += firstLosses[row] + values[first[row]] - values[i];
    }
  }

  private double[] crossEntropy(Tensor logits, int[] labels) {
    Tensor losses = decoder.buffers().take("losses", labels.length);
    kernels.crossEntropy(logits, kernels.indices(labels), losses);
    return read(losses);
  }

  /** Single values of a tensor. */
  private double[] gather(Tensor tensor, int[] places) {
    Tensor values = decoder.buffers().take("gathered", places.length, 1);
    kernels.gatherRows(kernels.view(tensor, 0, tensor.size(), 1), kernels.indices(places), values);
    return read(values);
  }

  private double[] read(Tensor tensor) {
    double[] values = new double[Math.toIntExact(tensor.size())];
    kernels.read(tensor, 0, values);
    return values;
  }
}
