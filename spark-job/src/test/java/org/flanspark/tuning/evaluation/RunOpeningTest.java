package org.flanspark.tuning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.ConfigException;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.ManifestFile;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.shard.StableHash;
import org.flanspark.tuning.huggingface.ModelDescription;
import org.flanspark.tuning.huggingface.ModelFolder;
import org.flanspark.tuning.huggingface.SpecialIds;
import org.flanspark.tuning.huggingface.WeightType;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.RandomWeights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunOpeningTest {
  private static final String TOKENIZER = "{\"a\": \"tokenizer\"}";
  private static final Manifest.TokenizerFacts FACTS =
      new Manifest.TokenizerFacts(
          StableHash.hexadecimal(TOKENIZER.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
          20,
          0,
          List.of(),
          List.of(0));

  @TempDir private Path folder;
  private final Configuration hadoop = new Configuration();

  @BeforeEach
  void prepare() throws IOException {
    PreparedFolder prepared = new PreparedFolder(folder.resolve("prepared").toString());
    write("prepared/tokenizer/tokenizer.json", TOKENIZER);
    ManifestFile.write(
        new Manifest(
            Manifest.FORMAT_VERSION,
            config("").toTree(),
            FACTS,
            List.of(),
            Map.of(),
            List.of(),
            Map.of(),
            Map.of("test", 1L),
            List.of(),
            List.of()),
        prepared,
        hadoop);
  }

  @Test
  void opensTheTrainedModelAndTheRandomOneThatItStartedFrom() throws IOException {
    trained(20, TOKENIZER, "training: {seed: 5}");
    EvaluatedRun run = open("evaluation: {max-new-tokens: 7}");
    assertThat(run.shape().vocabulary()).isEqualTo(20);
    assertThat(run.tuned().where()).isEqualTo("file:" + folder + "/run/model");
    assertThat(run.untuned())
        .hasValueSatisfying(
            source -> assertThat(source.where()).isEqualTo("random weights of seed 5"));
    assertThat(run.answers()).isEqualTo("file:" + folder + "/answers");
    assertThat(run.settings().maxNewTokens()).isEqualTo(7);
  }

  @Test
  void theUntunedModelIsTheFolderThatTrainingStartedFrom() throws IOException {
    model("start", 20, 1);
    trained(20, TOKENIZER, "model: {from: %s/start}".formatted(folder));
    assertThat(open("").untuned())
        .hasValueSatisfying(
            source -> assertThat(source.where()).isEqualTo("file:" + folder + "/start"));
    assertThat(open("evaluation: {baselines: [chance]}").untuned()).isEmpty();
  }

  @Test
  void modelsAreTheSameByTheirWeightsWhereverTheyLie() throws IOException {
    model("start", 20, 1);
    trained(20, TOKENIZER, "model: {from: %s/start}".formatted(folder));
    EvaluatedRun run = open("");
    assertThat(run.untuned())
        .hasValueSatisfying(source -> assertThat(source.key()).isEqualTo(run.tuned().key()));
    model("start", 20, 2);
    assertThat(open("").untuned())
        .hasValueSatisfying(source -> assertThat(source.key()).isNotEqualTo(run.tuned().key()));
  }

  @Test
  void aLimitOfRowsIsOneOfExamplesToo() throws IOException {
    trained(20, TOKENIZER, "");
    assertThat(open("data: {limit: 30}").settings().maxExamplesPerTask()).isEqualTo(30);
    assertThat(open("").settings().maxExamplesPerTask()).isEqualTo(1000);
  }

  @Test
  void refusesARunWithoutAFinishedModel() throws IOException {
    write("run/run.yaml", config("").toYaml());
    assertThatThrownBy(() -> open(""))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot evaluate run %s/run: it has no finished model; run train first, or train"
                + " --resume to its end",
            folder);
  }

  @Test
  void refusesDataThatWasPreparedWithOtherSettingsThanTheRunWasTrainedOn() throws IOException {
    trained(20, TOKENIZER, "mixture: {max-rate: 5}");
    assertThatThrownBy(() -> open(""))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("mixture.max-rate was 3000, is 5");
  }

  @Test
  void refusesAModelWithAnotherTokenizer() throws IOException {
    trained(20, "{}", "");
    assertThatThrownBy(() -> open(""))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "the model's tokenizer.json is not the one that the prompts were cut");
  }

  @Test
  void refusesAModelWhoseVocabularyIsTooSmall() throws IOException {
    trained(19, TOKENIZER, "");
    assertThatThrownBy(() -> open(""))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("19, expected at least the tokenizer's 20 ids");
  }

  private EvaluatedRun open(String yaml) {
    return RunOpening.open(config(yaml), 1, hadoop);
  }

  private void trained(int vocabulary, String tokenizer, String yaml) throws IOException {
    model("run/model", vocabulary, 1);
    write("run/model/tokenizer.json", tokenizer);
    write("run/run.yaml", config(yaml).toYaml());
  }

  private void model(String name, int vocabulary, long seed) {
    ModelShape shape = ModelShape.gpt2(1, 4, 1, 8, vocabulary);
    ModelFolder.write(
        new ModelDescription(shape, SpecialIds.of(FACTS), WeightType.FLOAT32),
        RandomWeights.of(shape, seed),
        new org.apache.hadoop.fs.Path(folder.resolve(name).toString()),
        hadoop);
  }

  private RunConfig config(String yaml) {
    return RunConfig.read(
        ConfigSource.ofYaml(
            "output: {prepared: %s/prepared, run: %s/run, answers: %s/answers}\n"
                    .formatted(folder, folder, folder)
                + yaml,
            LocalDate.of(2026, 1, 31)));
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text);
  }
}
