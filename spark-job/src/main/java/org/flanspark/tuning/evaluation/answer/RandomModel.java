package org.flanspark.tuning.evaluation.answer;

import org.flanspark.tuning.inference.LanguageModel;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.RandomWeights;

/**
 * The random weights that a training from nothing starts from; each executor makes the same.
 *
 * @param seed of the training
 */
public record RandomModel(ModelShape shape, long seed, Computing computing) implements ModelSource {
  @Override
  public String key() {
    return where() + ", " + shape;
  }

  @Override
  public String where() {
    return "random weights of seed " + seed;
  }

  @Override
  public LanguageModel open() {
    return computing.model(shape, RandomWeights.of(shape, seed));
  }
}
