package org.flanspark.tuning.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.Manifest.PackedFacts;
import org.flanspark.data.shard.Manifest.TokenizerFacts;
import org.flanspark.data.shard.ManifestFile;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.tuning.model.DecoderMemory.Load;
import org.flanspark.tuning.model.ModelShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannedRunTest {
  @TempDir Path folder;

  @Test
  void withoutDataEveryTokenCounts() {
    PlannedRun run = PlannedRun.of(config(), new Configuration());
    assertThat(run.shape()).isEqualTo(ModelShape.gpt2(2, 16, 2, 64, 500));
    assertThat(run.update()).isEqualTo(new Load(4, 32, 128));
    assertThat(run.packed()).isEmpty();
  }

  @Test
  void preparedDataTellsTheVocabularyAndTheShareOfCountedTokens() {
    RunConfig config = config();
    PackedFacts packed = new PackedFacts(10, List.of(10L), 20, 300, 75, 0.9);
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT_VERSION,
            config.toTree(),
            new TokenizerFacts("d", 300, 0, List.of(), List.of(0)),
            List.of(),
            Map.of(),
            List.of(),
            Map.of(PreparedFolder.TRAIN, packed),
            Map.of(),
            List.of(),
            List.of());
    ManifestFile.write(
        manifest, new PreparedFolder(config.output().prepared()), new Configuration());
    PlannedRun run = PlannedRun.of(config, new Configuration());
    assertThat(run.shape().vocabulary()).isEqualTo(300);
    assertThat(run.update()).isEqualTo(new Load(4, 32, 32));
    assertThat(run.packed()).contains(packed);
  }

  private RunConfig config() {
    String yaml =
        """
        model: {layers: 2, width: 16, heads: 2, context: 64}
        packing: {row-length: 32, max-target: 8}
        tokenizer: {vocabulary-size: 500}
        training: {batch-rows: 4}
        output: {prepared: %s/prepared}
        """
            .formatted(folder);
    return RunConfig.read(ConfigSource.ofYaml(yaml, LocalDate.of(2026, 1, 31)));
  }
}
