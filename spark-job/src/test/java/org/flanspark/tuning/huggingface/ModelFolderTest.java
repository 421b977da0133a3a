package org.flanspark.tuning.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.Manifest.TokenizerFacts;
import org.flanspark.tuning.model.HeapParameters;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.ParameterShape;
import org.flanspark.tuning.model.RandomWeights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFolderTest {
  private static final ModelShape SHAPE = ModelShape.gpt2(2, 4, 2, 8, 11);
  private static final SpecialIds IDS = new SpecialIds(0, 1);

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
  void writesTheConfigurationThatTransformersExpects() throws IOException {
    write();

    assertThat(local.resolve("config.json"))
        .hasContent(
            """
            {
              "architectures" : [
                "GPT2LMHeadModel"
              ],
              "model_type" : "gpt2",
              "n_layer" : 2,
              "n_embd" : 4,
              "n_head" : 2,
              "n_inner" : 16,
              "n_positions" : 8,
              "vocab_size" : 11,
              "activation_function" : "gelu_new",
              "layer_norm_epsilon" : 1.0E-5,
              "attn_pdrop" : 0.0,
              "embd_pdrop" : 0.0,
              "resid_pdrop" : 0.0,
              "bos_token_id" : 0,
              "eos_token_id" : 1,
              "tie_word_embeddings" : true,
              "torch_dtype" : "float32",
              "use_cache" : true
            }
            """);
  }

  @Test
  void namesTensorsAsTransformersDoes() {
    write();

    try (SafetensorsFile file = SafetensorsFile.open(files, "model.safetensors")) {
      assertThat(file.tensors()).hasSize(28);
      assertThat(file.tensors().keySet())
          .containsSequence(
              "transformer.wte.weight",
              "transformer.wpe.weight",
              "transformer.h.0.ln_1.weight",
              "transformer.h.0.ln_1.bias",
              "transformer.h.0.attn.c_attn.weight",
              "transformer.h.0.attn.c_attn.bias",
              "transformer.h.0.attn.c_proj.weight",
              "transformer.h.0.attn.c_proj.bias",
              "transformer.h.0.ln_2.weight",
              "transformer.h.0.ln_2.bias",
              "transformer.h.0.mlp.c_fc.weight",
              "transformer.h.0.mlp.c_fc.bias",
              "transformer.h.0.mlp.c_proj.weight",
              "transformer.h.0.mlp.c_proj.bias",
              "transformer.h.1.ln_1.weight")
          .endsWith("transformer.ln_f.weight", "transformer.ln_f.bias");
      assertThat(file.tensors().get("transformer.h.1.attn.c_attn.weight").dimensions())
          .containsExactly(4L, 12L);
    }
  }

  @Test
  void readsBackEveryBit() {
    write();

    ModelFolder model = ModelFolder.open(folder, hadoop);

    assertThat(model.shape()).isEqualTo(SHAPE);
    assertThat(model.specialIds()).isEqualTo(IDS);
    try (StoredParameters stored = model.weights()) {
      assertThat(ParameterBits.difference(HeapParameters.copyOf(stored), weights)).isEmpty();
    }
  }

  @Test
  void readsAModelWithoutTheHeadsPrefixWithMasksAndATiedOutput() {
    write();
    HeapParameters tensors = withoutPrefix();
    tensors.write("lm_head.weight", 0, values("tokenEmbedding"));
    Safetensors.write(tensors, files, "model.safetensors");

    try (StoredParameters stored = ModelFolder.open(folder, hadoop).weights()) {
      assertThat(ParameterBits.difference(stored, weights)).isEmpty();
    }
  }

  /** Newer versions of transformers would not tie them; older ones would. */
  @Test
  void refusesATiedModelWithAnotherOutput() {
    write();
    Safetensors.write(withoutPrefix(), files, "model.safetensors");

    assertThatThrownBy(() -> ModelFolder.open(folder, hadoop))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot read %s: its lm_head.weight is not its wte.weight, though tie_word_embeddings"
                + " is true; set that to false to use both, or delete the tensor",
            files.path("model.safetensors"));
  }

  @Test
  void readsWhatWasRoundedToBfloat16BitForBit() {
    WeightFormat rounded = WeightFormat.of(WeightType.BFLOAT16);
    write();
    ModelFolder.writeWeights(SHAPE, weights, rounded, files);
    byte[] first = files.read("model.safetensors");

    ModelFolder model = ModelFolder.open(folder, hadoop);
    HeapParameters read;
    try (StoredParameters stored = model.weights()) {
      read = HeapParameters.copyOf(stored);
    }
    ModelFolder.writeWeights(SHAPE, read, rounded, files);

    assertThat(model.description().importedAs()).isEqualTo(WeightType.BFLOAT16);
    assertThat(files.read("model.safetensors")).isEqualTo(first);
    assertThat(ParameterBits.difference(read, new RoundedParameters(weights, WeightType.BFLOAT16)))
        .isEmpty();
  }

  @Test
  void remembersInACheckpointWhatWasImported() {
    ModelDescription imported = new ModelDescription(SHAPE, IDS, WeightType.BFLOAT16);

    ModelFolder.write(imported, weights, folder, hadoop);

    assertThat(files.readJson("config.json").path("torch_dtype").asText()).isEqualTo("float32");
    assertThat(ModelFolder.open(folder, hadoop).description()).isEqualTo(imported);
  }

  /** Any file system but the local disk is read as a stream. */
  @Test
  void readsTheSameBitsWhereNothingCanBeMapped() {
    write();
    Configuration mounted = new Configuration();
    mounted.set("fs.viewfs.mounttable.cluster.link./models", folder.toString());
    org.apache.hadoop.fs.Path elsewhere = new org.apache.hadoop.fs.Path("viewfs://cluster/models");

    try (StoredParameters stored = ModelFolder.open(elsewhere, mounted).weights()) {
      assertThat(ParameterBits.difference(stored, weights)).isEmpty();
    }
  }

  @Test
  void refusesAConfigurationOfAnySize() throws IOException {
    write();
    Files.write(local.resolve("config.json"), new byte[(16 << 20) + 1]);

    assertThatThrownBy(() -> ModelFolder.open(folder, hadoop))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot read %s: 16777217 bytes, expected at most 16777216", files.path("config.json"));
  }

  @Test
  void refusesAMissingTensor() {
    write();
    overwriteConfig("\"n_layer\" : 2", "\"n_layer\" : 3");

    assertThatThrownBy(() -> ModelFolder.open(folder, hadoop))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Missing tensors in %s: 12 of 40: transformer.h.2.ln_1.weight,"
                + " transformer.h.2.ln_1.bias, transformer.h.2.attn.c_attn.weight,"
                + " transformer.h.2.attn.c_attn.bias, transformer.h.2.attn.c_proj.weight, ...",
            files.path("model.safetensors"));
  }

  @Test
  void refusesATensorThatTheArchitectureDoesNotKnow() {
    write();
    overwriteConfig("\"n_layer\" : 2", "\"n_layer\" : 1");

    assertThatThrownBy(() -> ModelFolder.open(folder, hadoop))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "Unknown tensors in %s: transformer.h.1.ln_1.weight, ", files.path("model.safetensors"))
        .hasMessageEndingWith(", ..., expected those of GPT2LMHeadModel with 1 layers alone");
  }

  @Test
  void refusesATensorOfAnotherShape() {
    write();
    overwriteConfig("\"vocab_size\" : 11", "\"vocab_size\" : 12");

    assertThatThrownBy(() -> ModelFolder.open(folder, hadoop))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Invalid shape of tensor transformer.wte.weight in %s: [11, 4], expected [12, 4]",
            files.path("model.safetensors"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"model_type\" : \"gpt2\"|\"model_type\" : \"bloom\"|Invalid model_type in FILE: bloom,"
            + " expected one of gpt2, llama, qwen2",
        "\"model_type\" : \"gpt2\"|\"model_type\" : \"llama\"|Invalid architectures in FILE:"
            + " GPT2LMHeadModel, expected LlamaForCausalLM",
        "\"use_cache\" : true|\"quantization_config\" : {\"bits\" : 4}|Invalid quantization_config"
            + " in FILE: {\"bits\":4}, expected none",
        "\"use_cache\" : true|\"scale_attn_weights\" : 1|Invalid scale_attn_weights in FILE: 1,"
            + " expected true or false",
        "\"GPT2LMHeadModel\"|\"GPT2ForTokenClassification\"|Invalid architectures in FILE:"
            + " GPT2ForTokenClassification, expected GPT2LMHeadModel",
        "\"gelu_new\"|\"relu\"|Invalid activation_function in FILE: relu, expected gelu_new",
        "1.0E-5|-1|Invalid layer_norm_epsilon in FILE: -1, expected a number above 0",
        "\"tie_word_embeddings\" : true|\"tie_word_embeddings\" : \"no\"|Invalid"
            + " tie_word_embeddings in FILE: \"no\", expected true or false",
        "\"use_cache\" : true|\"scale_attn_by_inverse_layer_idx\" : true|Invalid"
            + " scale_attn_by_inverse_layer_idx in FILE: true, expected false",
        "\"n_embd\" : 4|\"n_embd\" : 5|Invalid n_embd in FILE: 5, expected a multiple of the 2"
            + " heads",
        "\"n_head\" : 2|\"n_heads\" : 2|Invalid n_head in FILE: missing, expected a whole number"
            + " from 1 to 16384",
        "\"n_layer\" : 2|\"n_layer\" : 2000000000|Invalid n_layer in FILE: 2000000000, expected a"
            + " whole number from 1 to 10000",
        "\"vocab_size\" : 11|\"vocab_size\" : \"11\"|Invalid vocab_size in FILE: \"11\", expected a"
            + " whole number from 1",
        "\"eos_token_id\" : 1|\"eos_token_id\" : -1|Invalid eos_token_id in FILE: -1, expected a"
            + " token id",
        "\"n_layer\" : 2|\"n_layer\" : |Cannot read FILE: no valid JSON: ",
      })
  void refusesAConfigurationThatMeansAnotherModel(String good, String bad, String message) {
    write();
    overwriteConfig(good, bad);

    assertThatThrownBy(() -> ModelFolder.open(folder, hadoop))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(message.replace("FILE", files.path("config.json").toString()));
  }

  @Test
  void takesWhatTransformersLeavesOutForItsDefault() {
    write();
    overwriteConfig("\"n_inner\" : 16", "\"n_inner\" : null");
    overwriteConfig("\"eos_token_id\" : 1,", "");

    ModelFolder model = ModelFolder.open(folder, hadoop);

    assertThat(model.shape().feedForwardWidth()).isEqualTo(16);
    assertThat(model.specialIds().endOfSequence()).isEqualTo(50_256);
  }

  @Test
  void takesTheFirstOfSeveralEnds() {
    write();
    overwriteConfig("\"eos_token_id\" : 1", "\"eos_token_id\" : [3, 1]");

    assertThat(ModelFolder.open(folder, hadoop).specialIds().endOfSequence()).isEqualTo(3);
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    write();
    Path file = local.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 4));

    assertThatThrownBy(() -> ModelFolder.open(folder, hadoop))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the file is truncated or its header wrong");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pytorch_model.bin|Cannot read FILE: expected model.safetensors; convert it once with",
        "vocab.json|Missing model.safetensors in FOLDER",
      })
  void saysWhatToDoAboutWeightsInAnotherForm(String name, String message) {
    write();
    files.delete("model.safetensors");
    files.writeText(name, "{}");

    assertThatThrownBy(() -> ModelFolder.open(folder, hadoop))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            message
                .replace("FILE", files.path(name).toString())
                .replace("FOLDER", files.path().toString()));
  }

  @Test
  void refusesAFolderWithoutAConfiguration() {
    assertThatThrownBy(() -> ModelFolder.open(folder, hadoop))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Missing config.json in %s: expected a Hugging Face model folder", files.path());
  }

  @Test
  void acceptsPaddingOfTheVocabularyButNotIdsWithoutARow() {
    write();
    ModelFolder model = ModelFolder.open(folder, hadoop);

    assertThatCode(() -> model.requireVocabulary(9)).doesNotThrowAnyException();
    assertThatThrownBy(() -> model.requireVocabulary(12))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Invalid vocab_size in %s: 11, expected at least the tokenizer's 12 ids",
            files.path("config.json"));
  }

  @Test
  void beginsATextWithTheEndOfTheOneBeforeWhereNothingElseDoes() {
    assertThat(SpecialIds.of(new TokenizerFacts("d", 11, 5, List.of(), List.of())))
        .isEqualTo(new SpecialIds(5, 5));
    assertThat(SpecialIds.of(new TokenizerFacts("d", 11, 5, List.of(3, 4), List.of())))
        .isEqualTo(new SpecialIds(3, 5));
  }

  private void write() {
    ModelFolder.write(
        new ModelDescription(SHAPE, IDS, WeightType.FLOAT32), weights, folder, hadoop);
  }

  private void overwriteConfig(String good, String bad) {
    String config = new String(files.read("config.json"), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(config).contains(good);
    files.writeText("config.json", config.replace(good, bad));
  }

  private float[] values(String parameter) {
    float[] values = new float[(int) ParameterLayout.of(SHAPE).shape(parameter).size()];
    weights.read(parameter, 0, values);
    return values;
  }

  /** As an early GPT-2 was saved: no prefix, masks, and room for the output. */
  private HeapParameters withoutPrefix() {
    List<TensorSlice> slices = new Gpt2Family().names().slices(SHAPE, "");
    List<ParameterShape> shapes =
        new ArrayList<>(slices.stream().map(TensorSlice::tensor).toList());
    shapes.add(new ParameterShape("h.0.attn.bias", List.of(1, 1, 8, 8)));
    shapes.add(new ParameterShape("h.1.attn.masked_bias", List.of()));
    shapes.add(new ParameterShape("lm_head.weight", List.of(11, 4)));
    HeapParameters tensors = HeapParameters.zeros(shapes);
    slices.forEach(slice -> tensors.write(slice.tensor().name(), 0, values(slice.parameter())));
    return tensors;
  }
}
