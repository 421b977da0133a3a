package org.flanspark.tuning.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.RotaryEmbedding;
import org.flanspark.tuning.model.RotaryScaling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LlamaConfigTest {
  /** Llama 3.2 1B's, in what decides anything. */
  private static final String LLAMA =
      """
      {
        "architectures": ["LlamaForCausalLM"], "model_type": "llama",
        "attention_bias": false, "bos_token_id": 128000, "eos_token_id": [128001, 128008],
        "head_dim": 64, "hidden_act": "silu", "hidden_size": 2048, "intermediate_size": 8192,
        "max_position_embeddings": 131072, "mlp_bias": false, "num_attention_heads": 32,
        "num_hidden_layers": 16, "num_key_value_heads": 8, "rms_norm_eps": 1e-05,
        "rope_scaling": {"factor": 32.0, "high_freq_factor": 4.0, "low_freq_factor": 1.0,
                         "original_max_position_embeddings": 8192, "rope_type": "llama3"},
        "rope_theta": 500000.0, "tie_word_embeddings": true, "torch_dtype": "bfloat16",
        "vocab_size": 128256
      }
      """;

  /** Qwen 2.5 0.5B's. */
  private static final String QWEN =
      """
      {
        "architectures": ["Qwen2ForCausalLM"], "model_type": "qwen2",
        "bos_token_id": 151643, "eos_token_id": 151645, "hidden_act": "silu",
        "hidden_size": 896, "intermediate_size": 4864, "max_position_embeddings": 32768,
        "max_window_layers": 21, "num_attention_heads": 14, "num_hidden_layers": 24,
        "num_key_value_heads": 2, "rms_norm_eps": 1e-06, "rope_theta": 1000000.0,
        "sliding_window": 32768, "tie_word_embeddings": true, "use_sliding_window": false,
        "vocab_size": 151936
      }
      """;

  @Test
  void readsLlama() {
    ConfigFile config = read(LLAMA);

    assertThat(config.shape())
        .isEqualTo(
            ModelShape.of(ModelShape.LLAMA, 16, 2048, 32, 131_072, 128_256)
                .keyValueHeads(8)
                .feedForwardWidth(8192)
                .normEpsilon(1e-5)
                .rotary(new RotaryEmbedding(500_000, RotaryScaling.llama3(32, 1, 4, 8192)))
                .build());
    assertThat(config.ids()).isEqualTo(new SpecialIds(128_000, 128_001));
  }

  @Test
  void readsQwen2() {
    ConfigFile config = read(QWEN);

    assertThat(config.shape())
        .isEqualTo(
            ModelShape.of(ModelShape.QWEN2, 24, 896, 14, 32_768, 151_936)
                .keyValueHeads(2)
                .feedForwardWidth(4864)
                .normEpsilon(1e-6)
                .rotary(RotaryEmbedding.ofBase(1e6))
                .build());
    assertThat(config.ids()).isEqualTo(new SpecialIds(151_643, 151_645));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null|10000.0, NONE",
        "{}|10000.0, NONE",
        "{\"rope_type\": \"default\", \"rope_theta\": 7.0}|7.0, NONE",
        "{\"type\": \"linear\", \"factor\": 2.0}|10000.0, LINEAR",
      })
  void readsRotaryPositionsAsEveryVersionWritesThem(String rope, String read) {
    for (String key : new String[] {"rope_scaling", "rope_parameters"}) {
      String json = QWEN.replace("\"rope_theta\": 1000000.0", "\"%s\": %s".formatted(key, rope));

      RotaryEmbedding rotary = read(json).shape().rotary();

      assertThat(rotary.base() + ", " + rotary.scaling().kind()).isEqualTo(read);
    }
  }

  @Test
  void takesWhatTransformersLeavesOutForItsDefault() {
    ModelShape shape =
        read(QWEN.replace("\"num_key_value_heads\": 2,", "")
                .replace("\"rope_theta\": 1000000.0,", "")
                .replace("\"tie_word_embeddings\": true,", ""))
            .shape();

    assertThat(shape.keyValueHeads()).isEqualTo(14);
    assertThat(shape.rotary()).isEqualTo(RotaryEmbedding.ofBase(10_000));
    assertThat(shape.tiedEmbeddings()).isFalse();
  }

  @Test
  void writesWhatItReads() {
    ConfigFile config = read(LLAMA);
    ModelDescription model =
        new ModelDescription(config.shape(), config.ids(), WeightType.BFLOAT16);

    String written = ConfigFile.print(model, WeightType.BFLOAT16).toString();

    assertThat(read(written)).isEqualTo(config);
    assertThat(written)
        .startsWith("{\"architectures\":[\"LlamaForCausalLM\"],\"model_type\":\"llama\",")
        .contains("\"torch_dtype\":\"bfloat16\"")
        .contains(
            "\"rope_theta\":500000.0,\"rope_scaling\":{\"rope_type\":\"llama3\",\"factor\":32.0,"
                + "\"low_freq_factor\":1.0,\"high_freq_factor\":4.0,"
                + "\"original_max_position_embeddings\":8192}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"llama\"|\"mistral\"|Invalid model_type in FILE: mistral, expected one of gpt2, llama,"
            + " qwen2",
        "LlamaForCausalLM|LlamaForSequenceClassification|Invalid architectures in FILE:"
            + " LlamaForSequenceClassification, expected LlamaForCausalLM",
        "\"attention_bias\": false|\"attention_bias\": true|Invalid attention_bias in FILE: true,"
            + " expected false",
        "\"mlp_bias\": false|\"mlp_bias\": true|Invalid mlp_bias in FILE: true, expected false",
        "\"silu\"|\"gelu\"|Invalid hidden_act in FILE: gelu, expected silu",
        "\"llama3\"|\"yarn\"|Invalid rope_type in FILE, rope_scaling: yarn, expected default,"
            + " linear or llama3",
        "\"factor\": 32.0|\"factor\": 0.5|Invalid factor in FILE, rope_scaling: 0.5, expected at"
            + " least 1",
        "\"low_freq_factor\": 1.0|\"low_freq_factor\": 4.0|Cannot read FILE: Invalid rotary"
            + " scaling:",
        "\"high_freq_factor\": 4.0,||Invalid high_freq_factor in FILE, rope_scaling: missing,"
            + " expected a number above 0",
        "\"rope_theta\": 500000.0|\"rope_theta\": 0|Invalid rope_theta in FILE: 0, expected a"
            + " number above 0",
        "\"mlp_bias\": false|\"partial_rotary_factor\": 0.5|Invalid partial_rotary_factor in FILE:"
            + " 0.5, expected 1",
        "\"num_key_value_heads\": 8|\"num_key_value_heads\": 5|Invalid num_key_value_heads in FILE:"
            + " 5, expected a divisor of the 32 heads",
        "\"head_dim\": 64|\"head_dim\": 63|Cannot read FILE: Invalid head width: 63, expected an"
            + " even",
        "\"hidden_size\": 2048|\"hidden_size\": 99999999999|Invalid hidden_size in FILE:"
            + " 99999999999, expected a whole number from 1",
        "\"rms_norm_eps\": 1e-05|\"rms_norm_eps\": \"1e-5\"|Invalid rms_norm_eps in FILE: \"1e-5\","
            + " expected a number above 0",
      })
  void refusesALlamaThatIsNotComputed(String good, String bad, String message) {
    assertRefused(LLAMA, good, bad == null ? "" : bad, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"use_sliding_window\": false|\"use_sliding_window\": true|Invalid use_sliding_window in"
            + " FILE: true, expected false",
        "\"max_window_layers\": 21|\"layer_types\": [\"sliding_attention\"]|Invalid layer_types in"
            + " FILE: \"sliding_attention\", expected full_attention",
        "\"max_window_layers\": 21|\"rope_parameters\": {\"full_attention\": {\"rope_theta\":"
            + " 5.0}}|Invalid rope_parameters in FILE, rope_parameters:",
        "\"max_window_layers\": 21|\"rope_scaling\": 7|Invalid rope_scaling in FILE: 7, expected an"
            + " object",
      })
  void refusesAQwen2ThatIsNotComputed(String good, String bad, String message) {
    assertRefused(QWEN, good, bad, message);
  }

  private static void assertRefused(String config, String good, String bad, String message) {
    assertThat(config).contains(good);
    assertThatThrownBy(() -> read(config.replace(good, bad)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(message);
  }

  private static ConfigFile read(String json) {
    return ConfigFile.of(FolderFiles.parse(json.getBytes(StandardCharsets.UTF_8), "FILE"), "FILE");
  }
}
