package org.flanspark.tuning.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.Backend;
import org.flanspark.data.token.TokenIds;
import org.flanspark.tuning.inference.DecoderLanguageModel;
import org.flanspark.tuning.inference.LanguageModel;
import org.flanspark.tuning.inference.ScoringPrompt;
import org.flanspark.tuning.kernel.device.KernelChoice;
import org.flanspark.tuning.model.HeapParameters;
import org.flanspark.tuning.model.ModelShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders that transformers wrote give the numbers that transformers computes with them. */
class FamilyFixturesIT {
  private static final Path FIXTURES = Path.of("src/test/resources/huggingface/families");

  @TempDir private Path local;
  private final Configuration hadoop = new Configuration();

  @ParameterizedTest
  @ValueSource(strings = {"tiny-gpt2-untied", "tiny-llama", "tiny-qwen2"})
  void computesWhatTransformersComputes(String name) throws IOException {
    ModelFolder folder = open(FIXTURES.resolve(name));
    try (StoredParameters weights = folder.weights();
        LanguageModel model =
            DecoderLanguageModel.of(folder.shape(), weights, KernelChoice.open(Backend.AUTO, 1))) {
      for (JsonNode answer :
          new ObjectMapper().readTree(FIXTURES.resolve(name + "/expected.json").toFile())) {
        List<Double> expected = logarithms(answer.path("logits"));
        List<Double> computed =
            model
                .score(List.of(everyNextToken(answer, folder.shape().vocabulary())))
                .get(0)
                .logProbabilities();
        for (int id = 0; id < expected.size(); id++) {
          assertThat(computed.get(id)).isCloseTo(expected.get(id), within(2e-5));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tiny-gpt2-untied, FLOAT32",
    "tiny-gpt2-untied, BFLOAT16",
    "tiny-llama,       FLOAT32",
    "tiny-llama,       BFLOAT16",
    "tiny-qwen2,       FLOAT32",
    "tiny-qwen2,       BFLOAT16",
  })
  void importsWhatItExportedBitForBit(String name, WeightType type) {
    ModelFolder original = open(FIXTURES.resolve(name));
    HeapParameters weights = weights(original);
    WeightFormat inSeveralFiles = new WeightFormat(type, 20_000);

    FolderFiles files = FolderFiles.of(hadoopPath(local), hadoop);
    ModelFolder.writeWeights(original.shape(), weights, inSeveralFiles, files);
    ModelFolder.writeConfig(original.description(), type, files);
    ModelFolder again = open(local);

    assertThat(again.description())
        .isEqualTo(new ModelDescription(original.shape(), original.specialIds(), type));
    assertThat(ParameterBits.difference(weights(again), new RoundedParameters(weights, type)))
        .isEmpty();
  }

  @Test
  void exportsTheNamesTypesAndShapesThatTransformersStored() {
    Path fixture = FIXTURES.resolve("tiny-qwen2");
    ModelFolder original = open(fixture);
    assertThat(original.description().importedAs()).isEqualTo(WeightType.BFLOAT16);

    FolderFiles files = FolderFiles.of(hadoopPath(local), hadoop);
    ModelFolder.writeWeights(
        original.shape(), weights(original), WeightFormat.of(WeightType.BFLOAT16), files);

    assertThat(tensors(local)).isEqualTo(tensors(fixture)).hasSize(26);
  }

  @Test
  void readsTheShapesThatTransformersWrote() {
    ModelShape llama = open(FIXTURES.resolve("tiny-llama")).shape();
    ModelShape qwen = open(FIXTURES.resolve("tiny-qwen2")).shape();

    assertThat(llama.headWidth()).isEqualTo(16);
    assertThat(llama.keyValueHeads()).isEqualTo(2);
    assertThat(llama.tiedEmbeddings()).isFalse();
    assertThat(llama.rotary().scaling().originalContext()).isEqualTo(64);
    assertThat(qwen.headWidth()).isEqualTo(4);
    assertThat(qwen.rotary().base()).isEqualTo(1e6);
    assertThat(qwen.normEpsilon()).isEqualTo(1e-6);
  }

  private ModelFolder open(Path folder) {
    return ModelFolder.open(hadoopPath(folder), hadoop);
  }

  private Map<String, String> tensors(Path folder) {
    Map<String, String> described = new TreeMap<>();
    try (SafetensorsFile file =
        SafetensorsFile.open(FolderFiles.of(hadoopPath(folder), hadoop), "model.safetensors")) {
      file.tensors()
          .forEach(
              (name, tensor) -> described.put(name, tensor.type() + " " + tensor.dimensions()));
    }
    return described;
  }

  private static HeapParameters weights(ModelFolder folder) {
    try (StoredParameters weights = folder.weights()) {
      return HeapParameters.copyOf(weights);
    }
  }

  private static org.apache.hadoop.fs.Path hadoopPath(Path path) {
    return new org.apache.hadoop.fs.Path(path.toAbsolutePath().toUri());
  }

  /** Every id as an option of its own. */
  private static ScoringPrompt everyNextToken(JsonNode answer, int vocabulary) {
    int[] prompt =
        StreamSupport.stream(answer.path("prompt").spliterator(), false)
            .mapToInt(JsonNode::asInt)
            .toArray();
    return new ScoringPrompt(
        TokenIds.of(prompt), IntStream.range(0, vocabulary).mapToObj(TokenIds::of).toList());
  }

  /** Logits to logarithms of probabilities. */
  private static List<Double> logarithms(JsonNode logits) {
    List<Double> values =
        StreamSupport.stream(logits.spliterator(), false).map(JsonNode::asDouble).toList();
    double sum = Math.log(values.stream().mapToDouble(Math::exp).sum());
    return values.stream().map(value -> value - sum).toList();
  }
}
