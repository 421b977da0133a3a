package org.flanspark.tuning.huggingface;

import org.flanspark.tuning.model.ModelShape;

/**
 * What a model is besides its weights.
 *
 * @param importedAs what its weights were when they came from elsewhere: what an export of them
 *     keeps unless it is told otherwise
 */
public record ModelDescription(ModelShape shape, SpecialIds ids, WeightType importedAs) {}
