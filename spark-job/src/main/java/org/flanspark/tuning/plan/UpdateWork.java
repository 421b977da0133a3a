package org.flanspark.tuning.plan;

import org.flanspark.config.RunConfig;
import org.flanspark.tuning.model.ActivationMemory;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.training.EngineSettings;

/**
 * The work of one update of one worker, in floating-point operations: a product and its sum are
 * two. What is not a product of matrices is left out; a measured rate has it in its seconds.
 *
 * @param layers products with the blocks' matrices: a weight and token take two operations forward
 *     and four backward (Kaplan et al. 2020, section 2.1), and two more where activations are
 *     recomputed
 * @param attention queries with the keys that they see, and weights with values
 * @param logits products with the vocabulary, at the counted positions alone
 */
record UpdateWork(double layers, double attention, double logits) {
  private static final int PRODUCT = 2;

  /** A product of an activation and a weight: forward, and to the gradients of both. */
  private static final int PASSES = 3;

  /** Forward scores and mixture; backward the scores once more, and four gradients. */
  private static final int ATTENTION_PASSES = 7;

  /** Scores and mixture. */
  private static final int ATTENTION_FORWARD = 2;

  /** Of a run's updates, as large as they are on average. */
  static UpdateWork of(PlannedRun run, RunConfig config) {
    return of(run.shape(), MeanUpdate.of(run), EngineSettings.compute(config, 1).activations());
  }

  static UpdateWork of(ModelShape shape, MeanUpdate update, ActivationMemory activations) {
    double again = activations == ActivationMemory.RECOMPUTED ? recomputedShare(shape) : 0;
    double visible = (update.segment() + 1) / 2;
    double attended = update.tokens() * visible * shape.queryWidth() * shape.layers();
    return new UpdateWork(
        PRODUCT * (PASSES + again) * weights(shape) * shape.layers() * update.tokens(),
        PRODUCT * (ATTENTION_PASSES + ATTENTION_FORWARD * again) * attended,
        (double) PRODUCT * PASSES * shape.width() * shape.vocabulary() * update.counted());
  }

  /** All of it. */
  double total() {
    return layers + attention + logits;
  }

  /** The values of one block's matrices. */
  private static double weights(ModelShape shape) {
    double columns =
        (double) shape.queryKeyValueWidth()
            + shape.queryWidth()
            + shape.hiddenWidth()
            + shape.feedForwardWidth();
    return columns * shape.width();
  }

  /** The last block's activations are still there on the way back. */
  private static double recomputedShare(ModelShape shape) {
    return (shape.layers() - 1.0) / shape.layers();
  }
}
