package org.flanspark.tuning.inference;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.kernel.ElementType;
import org.flanspark.tuning.kernel.nd4j.Nd4jKernels;
import org.flanspark.tuning.model.DecoderBatch;
import org.flanspark.tuning.model.LoadedDecoder;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.Parameters;
import org.flanspark.tuning.model.StepStatistics.TaskLoss;

/** The same model asked as in training: whole texts, nothing kept and nothing shared. */
final class Uncached implements AutoCloseable {
  private final LoadedDecoder decoder;

  Uncached(ModelShape shape, Parameters weights) {
    this.decoder = LoadedDecoder.of(shape, weights, Nd4jKernels.of(ElementType.FLOAT32));
  }

  /** The log-probability of each option. */
  List<Double> scores(ScoringPrompt prompt) {
    List<PackedRow> rows =
        IntStream.range(0, prompt.options().size())
            .mapToObj(option -> row(prompt.prompt(), prompt.options().get(option), option))
            .toList();
    return decoder.loss(DecoderBatch.of(rows)).byTask().values().stream()
        .map(TaskLoss::lossSum)
        .map(loss -> -loss)
        .toList();
  }

  /** One text, in which the option counts; its number is its task. */
  private static PackedRow row(TokenIds prompt, TokenIds option, int number) {
    int[] unlabelled = new int[prompt.length()];
    Arrays.fill(unlabelled, TokenIds.NOT_COUNTED);
    return new PackedRow(
        TokenIds.concat(prompt, option),
        TokenIds.concat(TokenIds.of(unlabelled), option),
        List.of(prompt.length() + option.length()),
        List.of("text"),
        List.of(number));
  }

  @Override
  public void close() {
    decoder.close();
  }
}
