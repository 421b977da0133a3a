package org.flanspark.tuning.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.checkpoint.Checkpoint;
import org.flanspark.tuning.checkpoint.CheckpointStore;
import org.flanspark.tuning.huggingface.ModelFolder;
import org.flanspark.tuning.huggingface.WeightType;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.tracking.RoundMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs of every family, from folders that transformers wrote and from random weights. */
class ModelFamiliesIT {
  private static final Configuration HADOOP = new Configuration();
  private static final Path FIXTURES =
      Path.of("src/test/resources/huggingface/families").toAbsolutePath();

  @TempDir private Path folder;

  /** Checkpoints hold 32-bit floats; what is exported at the end is of the type that came in. */
  @ParameterizedTest
  @CsvSource({
    "tiny-llama, llama, LlamaForCausalLM, float32",
    "tiny-qwen2, qwen2, Qwen2ForCausalLM, bfloat16",
    "tiny-gpt2-untied, gpt2, GPT2LMHeadModel, float32",
  })
  void trainsWhatTransformersWroteAndWritesItsKind(
      String fixture, String family, String architecture, String dtype) {
    RunConfig config = train(fixture, Map.of("training.max-steps", "6"));

    List<RoundMetrics> rounds = RoundMetrics.read(run(config), HADOOP);
    assertThat(rounds.get(1).loss()).isLessThan(rounds.get(0).loss());
    Checkpoint last = new CheckpointStore(run(config).path(), HADOOP).findLatest().orElseThrow();
    assertThat(last.model().shape().family()).isEqualTo(family);
    assertThat(folder.resolve("run/checkpoints/round-000002/config.json"))
        .content()
        .contains("\"torch_dtype\" : \"float32\"");
    assertThat(folder.resolve("run/model/config.json"))
        .content()
        .contains(architecture, "\"torch_dtype\" : \"%s\"".formatted(dtype));
    assertThat(shape("run/model")).isEqualTo(shape(FIXTURES.resolve(fixture).toString()));
  }

  @Test
  void startsFromRandomWeightsOfAnyFamily() {
    RunConfig config =
        TinyPreparedShards.config(
            folder,
            Map.of(
                "model.family", "llama",
                "model.key-value-heads", "1",
                "model.feed-forward-width", "24",
                "model.tied-embeddings", "false",
                "training.max-steps", "6"));
    TinyPreparedShards.write(config, HADOOP);

    LocalTraining.train(config, StartMode.NEW);

    assertThat(shape("run/model"))
        .isEqualTo(
            ModelShape.of(ModelShape.LLAMA, 1, 16, 2, 32, 257)
                .keyValueHeads(1)
                .feedForwardWidth(24)
                .tiedEmbeddings(false)
                .build());
  }

  @Test
  void resumesARunOfAnImportedModelAndExportsWhatIsAskedFor() {
    train("tiny-qwen2", Map.of("training.max-steps", "6"));
    Map<String, String> longer =
        Map.of("training.max-steps", "9", "output.export-dtype", "float32");
    RunConfig config = config("tiny-qwen2", longer);

    LocalTraining.train(config, StartMode.RESUME);

    assertThat(RoundMetrics.read(run(config), HADOOP)).hasSize(3);
    ModelFolder model = ModelFolder.open(hadoopPath("run/model"), HADOOP);
    assertThat(model.description().importedAs()).isEqualTo(WeightType.FLOAT32);
  }

  private RunConfig train(String fixture, Map<String, String> overrides) {
    RunConfig config = config(fixture, overrides);
    TinyPreparedShards.write(config, HADOOP);
    LocalTraining.train(config, StartMode.NEW);
    return config;
  }

  private RunConfig config(String fixture, Map<String, String> overrides) {
    Map<String, String> all = new HashMap<>(overrides);
    all.put("model.from", FIXTURES.resolve(fixture).toString());
    return TinyPreparedShards.config(folder, all);
  }

  private ModelShape shape(String model) {
    return ModelFolder.open(hadoopPath(model), HADOOP).shape();
  }

  private org.apache.hadoop.fs.Path hadoopPath(String name) {
    return new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
  }

  private static RunFolder run(RunConfig config) {
    return new RunFolder(new org.apache.hadoop.fs.Path(config.output().run()));
  }
}
