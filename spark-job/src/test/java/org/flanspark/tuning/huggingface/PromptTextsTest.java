package org.flanspark.tuning.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.data.shard.Manifest.TokenizerFacts;
import org.flanspark.data.token.Tokenizer;
import org.flanspark.data.token.TokenizerFiles;
import org.flanspark.data.token.Tokenizers;
import org.junit.jupiter.api.Test;

class PromptTextsTest {
  private final TokenizerFiles files =
      TokenizerFiles.read(
          new Path("src/test/resources/huggingface/tiny-gpt2"), new Configuration());
  private final Tokenizer tokenizer = Tokenizers.shared(files);

  @Test
  void spellsSpecialTokens() {
    assertThat(texts(List.of(0, 0), List.of(0)))
        .isEqualTo(
            new PromptTexts("<|endoftext|><|endoftext|>", "<|endoftext|>", "<|endoftext|>", true));
  }

  @Test
  void saysNothingForNothing() {
    assertThat(texts(List.of(), List.of()))
        .isEqualTo(new PromptTexts("", "", "<|endoftext|>", true));
  }

  @Test
  void spellsTextBetweenSpecialTokens() {
    List<Integer> separator = new ArrayList<>(tokenizer.encode("\nÄ ").toList());
    separator.add(0);
    separator.addAll(tokenizer.encode("A:").toList());

    assertThat(texts(List.of(), separator))
        .isEqualTo(new PromptTexts("", "\nÄ <|endoftext|>A:", "<|endoftext|>", false));
  }

  private PromptTexts texts(List<Integer> begin, List<Integer> separator) {
    return PromptTexts.of(
        new TokenizerFacts(files.digest(), 257, 0, begin, separator), files, tokenizer);
  }
}
