package org.flanspark.tuning.inference;

import java.util.List;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.flanspark.tuning.model.Decoder;
import org.flanspark.tuning.model.DecoderWeights;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.ParameterShape;
import org.flanspark.tuning.model.Parameters;

/** A decoder with weights of its own, computing by any kernels. */
public final class DecoderLanguageModel implements LanguageModel {
  private static final int COPY_SLICE = 1 << 20;

  private final Decoder decoder;
  private final Tensor flat;
  private final DecoderWeights weights;

  private DecoderLanguageModel(Decoder decoder, Tensor flat) {
    this.decoder = decoder;
    this.flat = flat;
    this.weights = DecoderWeights.over(flat, decoder.shape(), decoder.kernels());
  }

  /**
   * Copies the parameters onto the kernels' device.
   *
   * @param kernels closed with the model
   * @throws IllegalArgumentException if the parameters are not those of the shape
   */
  public static DecoderLanguageModel of(ModelShape shape, Parameters parameters, Kernels kernels) {
    ParameterLayout layout = ParameterLayout.of(shape);
    if (!layout.shapes().equals(parameters.shapes())) {
      throw new IllegalArgumentException(
          "Invalid parameters: %s, expected %s".formatted(parameters.shapes(), layout.shapes()));
    }
    Tensor flat = kernels.allocate(layout.size());
    for (ParameterShape tensor : layout.shapes()) {
      copy(tensor, parameters, kernels, flat, layout.offset(tensor.name()));
    }
    return new DecoderLanguageModel(Decoder.of(shape, kernels), flat);
  }

  @Override
  public ModelShape shape() {
    return decoder.shape();
  }

  @Override
  public List<OptionScores> score(List<ScoringPrompt> prompts) {
    return new OptionScorer(decoder, weights).score(prompts);
  }

  @Override
  public List<TokenIds> generate(List<TokenIds> prompts, int maxNewTokens, int endOfSequence) {
    return new GreedyGenerator(decoder, weights).generate(prompts, maxNewTokens, endOfSequence);
  }

  @Override
  public void close() {
    decoder.kernels().release(flat);
    decoder.close();
  }

  private static void copy(
      ParameterShape tensor, Parameters from, Kernels kernels, Tensor flat, long offset) {
    for (long start = 0; start < tensor.size(); start += COPY_SLICE) {
      float[] slice = new float[(int) Math.min(COPY_SLICE, tensor.size() - start)];
      from.read(tensor.name(), start, slice);
      kernels.write(flat, offset + start, slice);
    }
  }
}
