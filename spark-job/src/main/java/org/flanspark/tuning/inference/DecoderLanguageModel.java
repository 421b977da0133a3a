package org.flanspark.tuning.inference;

import java.util.List;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.model.LoadedDecoder;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.Parameters;

/** A decoder with weights of its own, computing by any kernels. */
public final class DecoderLanguageModel implements LanguageModel {
  private static final int SCORED_TOKENS_PER_PASS = 4096;

  private final LoadedDecoder loaded;

  private DecoderLanguageModel(LoadedDecoder loaded) {
    this.loaded = loaded;
  }

  /**
   * Copies the parameters onto the kernels' device.
   *
   * @param kernels closed with the model
   * @throws IllegalArgumentException if the parameters are not those of the shape
   */
  public static DecoderLanguageModel of(ModelShape shape, Parameters parameters, Kernels kernels) {
    return new DecoderLanguageModel(LoadedDecoder.of(shape, parameters, kernels));
  }

  @Override
  public ModelShape shape() {
    return loaded.decoder().shape();
  }

  @Override
  public List<OptionScores> score(List<ScoringPrompt> prompts) {
    return new OptionScorer(loaded.decoder(), loaded.weights(), SCORED_TOKENS_PER_PASS)
        .score(prompts);
  }

  @Override
  public List<TokenIds> generate(List<TokenIds> prompts, GenerationSettings settings) {
    return new Generator(loaded.decoder(), loaded.weights(), settings).generate(prompts);
  }

  @Override
  public void close() {
    loaded.close();
  }
}
