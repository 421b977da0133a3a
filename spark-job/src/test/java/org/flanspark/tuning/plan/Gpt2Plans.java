package org.flanspark.tuning.plan;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.Manifest.PackedFacts;
import org.flanspark.tuning.network.TrainingMemory;

/**
 * GPT-2 of 124,439,808 parameters in rows of 256 tokens, four an update, on four workers: its
 * parameters take 497,759,232 bytes, AdamW's moments twice as many.
 */
final class Gpt2Plans {
  /** Two thousand rows of which three of four positions are used, and 15 % of these counted. */
  static final PackedFacts PACKED =
      new PackedFacts(2_000, List.of(500L, 800L, 700L), 16_000, 384_000, 57_600, 0.75);

  private static final String YAML =
      """
      model: {layers: 12, width: 768, heads: 12, context: 1024}
      tokenizer: {vocabulary-size: 50257}
      packing: {row-length: 256, max-target: 64}
      training: {batch-rows: 4}
      averaging: {workers: 4}
      execution: {backend: nd4j}
      output: {prepared: none-prepared, run: no-run}
      """;

  private Gpt2Plans() {}

  /** With these settings instead, as in {@code averaging.wire=bfloat16}. */
  static RunConfig config(String... settings) {
    Map<String, String> overrides =
        Stream.of(settings)
            .map(setting -> setting.split("=", 2))
            .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
    return RunConfig.read(
        new ConfigSource(Map.of(), YAML, overrides, LocalDate.of(2026, 1, 31), Map.of()));
  }

  /** Nothing is prepared. */
  static PlannedRun run(RunConfig config) {
    return PlannedRun.of(config, new Configuration());
  }

  /** With {@link #PACKED}. */
  static PlannedRun preparedRun(RunConfig config) {
    PlannedRun run = run(config);
    return new PlannedRun(run.shape(), run.update(), Optional.of(PACKED));
  }

  /** An engine of this model, whatever its activations. */
  static TrainingMemory engine() {
    return new TrainingMemory(497_759_232, 497_759_232, 995_518_464, 600_000_000);
  }
}
