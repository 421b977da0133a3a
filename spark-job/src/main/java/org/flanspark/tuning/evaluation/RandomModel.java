package org.flanspark.tuning.evaluation;

import org.flanspark.config.Backend;
import org.flanspark.tuning.inference.DecoderLanguageModel;
import org.flanspark.tuning.inference.LanguageModel;
import org.flanspark.tuning.kernel.KernelChoice;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.RandomWeights;

/**
 * The random weights that a training from nothing starts from; each executor makes the same.
 *
 * @param seed of the training
 * @param backend what computes
 */
record RandomModel(ModelShape shape, long seed, Backend backend) implements ModelSource {
  @Override
  public String key() {
    return "random weights, seed " + seed + ", " + shape;
  }

  @Override
  public LanguageModel open() {
    return DecoderLanguageModel.of(
        shape, RandomWeights.of(shape, seed), KernelChoice.open(backend));
  }
}
