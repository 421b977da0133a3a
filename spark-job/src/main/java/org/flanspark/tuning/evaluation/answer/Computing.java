package org.flanspark.tuning.evaluation.answer;

import java.io.Serializable;
import org.flanspark.config.Backend;
import org.flanspark.tuning.inference.DecoderLanguageModel;
import org.flanspark.tuning.inference.LanguageModel;
import org.flanspark.tuning.kernel.device.KernelChoice;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.Parameters;

/**
 * What an executor computes with.
 *
 * @param backend of the kernels
 * @param threads of each task
 */
public record Computing(Backend backend, int threads) implements Serializable {
  LanguageModel model(ModelShape shape, Parameters weights) {
    return DecoderLanguageModel.of(shape, weights, KernelChoice.open(backend, threads));
  }
}
