package org.flanspark.tuning.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.config.Backend;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.TokenizerFiles;
import org.flanspark.data.token.Tokenizers;
import org.flanspark.tuning.inference.DecoderLanguageModel;
import org.flanspark.tuning.inference.GenerationSettings;
import org.flanspark.tuning.inference.LanguageModel;
import org.flanspark.tuning.inference.ScoringPrompt;
import org.flanspark.tuning.kernel.device.KernelChoice;
import org.junit.jupiter.api.Test;

/** A folder that transformers wrote gives the numbers that transformers computes with it. */
class TinyGpt2IT {
  private static final Path FOLDER = new Path("src/test/resources/huggingface/tiny-gpt2");
  private static final TokenIds PROMPT = TokenIds.of(18, 221, 11, 221, 18, 31, 0);

  private final Configuration hadoop = new Configuration();
  private final ModelFolder folder = ModelFolder.open(FOLDER, hadoop);

  @Test
  void scoresAsTransformersDoes() {
    try (LanguageModel model = open()) {
      List<TokenIds> options = List.of(TokenIds.of(21, 0), TokenIds.of(22, 0), TokenIds.of(263));

      List<Double> scores =
          model.score(List.of(new ScoringPrompt(PROMPT, options))).get(0).logProbabilities();

      assertThat(scores.get(0)).isCloseTo(-13.473045, within(2e-5));
      assertThat(scores.get(1)).isCloseTo(-12.142994, within(2e-5));
      assertThat(scores.get(2)).isCloseTo(-5.669071, within(2e-5));
    }
  }

  @Test
  void generatesAsTransformersDoes() {
    try (LanguageModel model = open()) {
      assertThat(model.generate(List.of(PROMPT), GenerationSettings.greedy(12, 0)))
          .containsExactly(TokenIds.of(3, 16, 20, 15, 30, 20, 20, 255, 255, 3, 255, 15));
    }
  }

  @Test
  void cutsTextAsTheFoldersTokenizerDoes() {
    TokenIds ids = Tokenizers.shared(TokenizerFiles.read(FOLDER, hadoop)).encode("2 + 2?");

    assertThat(TokenIds.concat(ids, TokenIds.of(0))).isEqualTo(PROMPT);
  }

  private LanguageModel open() {
    try (StoredParameters weights = folder.weights()) {
      return DecoderLanguageModel.of(folder.shape(), weights, KernelChoice.open(Backend.AUTO, 1));
    }
  }
}
