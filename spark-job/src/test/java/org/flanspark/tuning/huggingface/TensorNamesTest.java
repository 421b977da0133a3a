package org.flanspark.tuning.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.model.HeapParameters;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterShape;
import org.flanspark.tuning.model.RandomWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorNamesTest {
  private static final ModelShape QWEN =
      ModelShape.of(ModelShape.QWEN2, 1, 8, 4, 16, 11)
          .keyValueHeads(2)
          .headWidth(4)
          .feedForwardWidth(6)
          .tiedEmbeddings(false)
          .build();

  @TempDir private Path local;

  @Test
  void laysEachTensorIntoAPartOfAParameter() {
    assertThat(lines(new Qwen2Family(), QWEN))
        .containsExactly(
            "model.embed_tokens.weight [11, 8] tokenEmbedding 0",
            "model.layers.0.input_layernorm.weight [8] block0AttentionNormWeight 0",
            "model.layers.0.self_attn.q_proj.weight [16, 8] block0AttentionWeight 0",
            "model.layers.0.self_attn.k_proj.weight [8, 8] block0AttentionWeight 128",
            "model.layers.0.self_attn.v_proj.weight [8, 8] block0AttentionWeight 192",
            "model.layers.0.self_attn.q_proj.bias [16] block0AttentionBias 0",
            "model.layers.0.self_attn.k_proj.bias [8] block0AttentionBias 16",
            "model.layers.0.self_attn.v_proj.bias [8] block0AttentionBias 24",
            "model.layers.0.self_attn.o_proj.weight [8, 16] block0AttentionProjectionWeight 0",
            "model.layers.0.post_attention_layernorm.weight [8] block0FeedForwardNormWeight 0",
            "model.layers.0.mlp.gate_proj.weight [6, 8] block0FeedForwardWeight 0",
            "model.layers.0.mlp.up_proj.weight [6, 8] block0FeedForwardWeight 48",
            "model.layers.0.mlp.down_proj.weight [8, 6] block0FeedForwardProjectionWeight 0",
            "model.norm.weight [8] finalNormWeight 0",
            "lm_head.weight [11, 8] outputEmbedding 0");
  }

  @Test
  void gpt2sTensorsAreItsParameters() {
    assertThat(lines(new Gpt2Family(), ModelShape.gpt2(1, 4, 2, 8, 11)))
        .startsWith(
            "transformer.wte.weight [11, 4] tokenEmbedding 0",
            "transformer.wpe.weight [8, 4] positionEmbedding 0",
            "transformer.h.0.ln_1.weight [4] block0AttentionNormWeight 0",
            "transformer.h.0.ln_1.bias [4] block0AttentionNormBias 0",
            "transformer.h.0.attn.c_attn.weight [4, 12] block0AttentionWeight 0")
        .hasSize(16);
  }

  /** Slices that begin and end inside tensors. */
  @Test
  void readsAcrossTheTensorsOfAParameter() {
    FolderFiles files = folder();
    HeapParameters weights = RandomWeights.of(QWEN, 5);
    ModelFolder.writeWeights(QWEN, weights, WeightFormat.of(WeightType.FLOAT32), files);

    float[] expected = new float[100];
    weights.read("block0AttentionWeight", 120, expected);
    float[] read = new float[100];
    try (FolderTensors tensors = FolderTensors.open(files)) {
      FamilyWeights.find(new Qwen2Family(), QWEN, tensors)
          .parameters()
          .read("block0AttentionWeight", 120, read);
    }
    assertThat(read).isEqualTo(expected);
  }

  @Test
  void ignoresFrequenciesButNoOtherTensor() {
    FolderFiles files = folder();
    writeWith("model.layers.0.self_attn.rotary_emb.inv_freq", files);
    try (FolderTensors tensors = FolderTensors.open(files)) {
      assertThat(FamilyWeights.find(new Qwen2Family(), QWEN, tensors).parameters().shapes())
          .hasSize(10);
    }

    writeWith("model.layers.0.self_attn.q_norm.weight", files);
    try (FolderTensors tensors = FolderTensors.open(files)) {
      assertThatThrownBy(() -> FamilyWeights.find(new Qwen2Family(), QWEN, tensors))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "Unknown tensors in %s: model.layers.0.self_attn.q_norm.weight, expected those of"
                  + " Qwen2ForCausalLM with 1 layers alone",
              files.path("model.safetensors"));
    }
  }

  private static void writeWith(String name, FolderFiles files) {
    List<ParameterShape> shapes =
        new ArrayList<>(
            new Qwen2Family()
                .names().slices(QWEN, "model.").stream().map(TensorSlice::tensor).toList());
    shapes.add(new ParameterShape(name, List.of(2)));
    Safetensors.write(HeapParameters.zeros(shapes), files, "model.safetensors");
  }

  private FolderFiles folder() {
    return FolderFiles.of(new org.apache.hadoop.fs.Path(local.toUri()), new Configuration());
  }

  private static List<String> lines(Family family, ModelShape model) {
    return family.names().slices(model, family.names().prefix()).stream()
        .map(
            slice ->
                "%s %s %s %s"
                    .formatted(
                        slice.tensor().name(),
                        slice.tensor().dimensions(),
                        slice.parameter(),
                        slice.from()))
        .toList();
  }
}
