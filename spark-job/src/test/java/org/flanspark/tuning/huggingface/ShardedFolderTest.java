package org.flanspark.tuning.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.model.HeapParameters;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterShape;
import org.flanspark.tuning.model.RandomWeights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardedFolderTest {
  private static final ModelShape SHAPE = ModelShape.gpt2(2, 4, 2, 8, 11);
  private static final String INDEX = "model.safetensors.index.json";
  private static final String FIRST = "model-00001-of-00003.safetensors";

  @TempDir private Path local;
  private org.apache.hadoop.fs.Path folder;
  private FolderFiles files;
  private final Configuration hadoop = new Configuration();
  private final HeapParameters weights = RandomWeights.of(SHAPE, 7);

  @BeforeEach
  void openFolder() {
    folder = new org.apache.hadoop.fs.Path(local.toUri());
    files = FolderFiles.of(folder, hadoop);
  }

  @Test
  void splitsAtTheLimitAndReadsBackEveryBit() {
    List<WrittenFile> written = write(1000);

    assertThat(written.stream().map(WrittenFile::name))
        .containsExactly(
            FIRST,
            "model-00002-of-00003.safetensors",
            "model-00003-of-00003.safetensors",
            "model.safetensors.index.json");
    assertThat(text(INDEX))
        .startsWith(
            """
            {
              "metadata" : {
                "total_size" : 2288
              },
              "weight_map" : {
                "transformer.wte.weight" : "model-00001-of-00003.safetensors",
            """);
    try (StoredParameters stored = ModelFolder.open(folder, hadoop).weights()) {
      assertThat(ParameterBits.difference(stored, weights)).isEmpty();
    }
  }

  @Test
  void givesATensorAboveTheLimitAFileOfItsOwn() {
    List<WrittenFile> written = write(100);

    assertThat(tensors(written.get(0))).containsExactly("transformer.wte.weight");
    assertThat(tensors(written.get(2)))
        .containsExactly("transformer.h.0.ln_1.weight", "transformer.h.0.ln_1.bias");
  }

  @Test
  void deletesTheFilesOfAnEarlierModel() {
    write(1000);
    write(1 << 20);
    assertThat(names()).containsExactly("config.json", "model.safetensors");

    write(2000);
    assertThat(names())
        .containsExactly(
            "config.json",
            "model-00001-of-00002.safetensors",
            "model-00002-of-00002.safetensors",
            "model.safetensors.index.json");
  }

  @Test
  void saysWhichShardIsMissing() {
    write(1000);
    files.delete(FIRST);

    assertRefused("Missing %s, which %s names".formatted(files.path(FIRST), files.path(INDEX)));
  }

  @Test
  void saysWhichShardIsTruncated() {
    write(1000);
    byte[] bytes = files.read(FIRST);
    files.write(FIRST, java.util.Arrays.copyOf(bytes, bytes.length - 1));

    assertThatThrownBy(() -> ModelFolder.open(folder, hadoop))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(files.path(FIRST).toString())
        .hasMessageEndingWith("the file is truncated or its header wrong");
  }

  @Test
  void saysWhichTensorAShardLacks() {
    write(1000);
    replace("transformer.ln_f.bias\" : \"model-00003", "transformer.ln_f.bias\" : \"model-00001");

    assertRefused(
        "Missing tensor transformer.ln_f.bias in %s, where %s says that it is"
            .formatted(files.path(FIRST), files.path(INDEX)));
  }

  @Test
  void refusesATensorThatTheIndexDoesNotName() {
    write(1000);
    replace("    \"transformer.wte.weight\" : \"model-00001-of-00003.safetensors\",\n", "");

    assertRefused(
        "Unknown tensor transformer.wte.weight in %s: %s does not name it"
            .formatted(files.path(FIRST), files.path(INDEX)));
  }

  @Test
  void refusesATensorThatTwoShardsHold() {
    HeapParameters tensors = HeapParameters.zeros(List.of(new ParameterShape("a", List.of(1))));
    write(1000);
    Safetensors.write(tensors, files, "one.safetensors");
    Safetensors.write(tensors, files, "two.safetensors");
    files.writeText(
        INDEX, "{\"weight_map\": {\"a\": \"one.safetensors\", \"b\": \"two.safetensors\"}}");

    assertRefused(
        "Cannot read tensor a: it is in %s and in %s"
            .formatted(files.path("one.safetensors"), files.path("two.safetensors")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"../model.safetensors\"",
        "\"/etc/passwd\"",
        "\"a/b.safetensors\"",
        "\"a\\\\b\"",
        "\"..\"",
        "\"hdfs://x\"",
        "\"a\\u0000\"",
        "\"\"",
        "7",
      })
  void neverLeavesTheFolder(String name) {
    write(1000);
    files.writeText(INDEX, "{\"weight_map\": {\"a\": %s}}".formatted(name));

    assertRefused(
        "Invalid file of tensor a in %s: %s, expected the name of a file beside it"
            .formatted(files.path(INDEX), name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"{}", "{\"weight_map\": {}}", "{\"weight_map\": []}"})
  void refusesAnIndexWithoutNames(String json) {
    write(1000);
    files.writeText(INDEX, json);

    assertRefused(
        "Invalid weight_map in %s: expected the name of a file for each tensor"
            .formatted(files.path(INDEX)));
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> ModelFolder.open(folder, hadoop))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  private List<WrittenFile> write(long maxFileBytes) {
    ModelDescription model = new ModelDescription(SHAPE, new SpecialIds(0, 1), WeightType.FLOAT32);
    ModelFolder.writeConfig(model, WeightType.FLOAT32, files);
    return ModelFolder.writeWeights(
        SHAPE, weights, new WeightFormat(WeightType.FLOAT32, maxFileBytes), files);
  }

  private Set<String> tensors(WrittenFile file) {
    try (SafetensorsFile opened = SafetensorsFile.open(files, file.name())) {
      return opened.tensors().keySet();
    }
  }

  private List<String> names() {
    return files.list().stream().map(entry -> entry.getPath().getName()).toList();
  }

  private String text(String name) {
    return new String(files.read(name), StandardCharsets.UTF_8);
  }

  private void replace(String good, String bad) {
    String index = text(INDEX);
    assertThat(index).contains(good);
    files.writeText(INDEX, index.replace(good, bad));
  }
}
