package org.flanspark.data.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.flanspark.config.ConfigException;
import org.junit.jupiter.api.Test;

class HuggingFaceTokenizerTest {
  /** Four characters, one merge, and special tokens in and beside the vocabulary. */
  private static final String TOKENIZER =
      """
      {
        "version": "1.0",
        "truncation": {"direction": "Right", "max_length": 3, "strategy": "LongestFirst", "stride": 0},
        "padding": {"strategy": {"Fixed": 8}, "direction": "Right", "pad_to_multiple_of": null,
                    "pad_id": 0, "pad_type_id": 0, "pad_token": "<s>"},
        "added_tokens": [
          {"id": 0, "content": "<s>", "single_word": false, "lstrip": false, "rstrip": false,
           "normalized": false, "special": true},
          {"id": 9, "content": "</s>", "single_word": false, "lstrip": false, "rstrip": false,
           "normalized": false, "special": true},
          {"id": 10, "content": "bbb", "single_word": false, "lstrip": false, "rstrip": false,
           "normalized": false, "special": false}
        ],
        "normalizer": null,
        "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true,
                          "use_regex": true},
        "post_processor": {
          "type": "TemplateProcessing",
          "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}},
                     {"Sequence": {"id": "A", "type_id": 0}},
                     {"SpecialToken": {"id": "</s>", "type_id": 0}}],
          "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
          "special_tokens": {"<s>": {"id": "<s>", "ids": [0], "tokens": ["<s>"]},
                             "</s>": {"id": "</s>", "ids": [9], "tokens": ["</s>"]}}},
        "decoder": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true,
                    "use_regex": true},
        "model": {"type": "BPE", "dropout": null, "unk_token": null,
                  "continuing_subword_prefix": null, "end_of_word_suffix": null,
                  "fuse_unk": false, "byte_fallback": false,
                  "vocab": {"<s>": 0, "a": 1, "b": 2, "<": 3, "s": 4, ">": 5, "ab": 6, "Ġ": 7,
                            "/": 8},
                  "merges": ["a b"]}
      }
      """;

  private static Tokenizer open(String configuration) {
    return Tokenizers.shared(TokenizerFiles.of(TOKENIZER, configuration), null);
  }

  private final Tokenizer tokenizer = open("{\"eos_token\": \"</s>\"}");

  @Test
  void addsNothingTruncatesNothingAndPadsNothing() {
    assertThat(tokenizer.encode("abba ab a")).isEqualTo(TokenIds.of(6, 2, 1, 7, 6, 7, 1));
    assertThat(tokenizer.encode("")).isEqualTo(TokenIds.empty());
  }

  @Test
  void recognisesNoSpecialTokenInAText() {
    assertThat(tokenizer.encode("a<s>b</s>")).isEqualTo(TokenIds.of(1, 3, 4, 5, 2, 3, 8, 4, 5));
  }

  @Test
  void keepsAddedTokensThatAreNotSpecialWithTheirIds() {
    assertThat(tokenizer.encode("abbb")).isEqualTo(TokenIds.of(1, 10));
  }

  @Test
  void leavesSpecialTokensOutOfDecodedText() {
    assertThat(tokenizer.decode(TokenIds.of(0, 6, 7, 1, 9))).isEqualTo("ab a");
  }

  @Test
  void knowsWhatThePostProcessorPutsBeforeAText() {
    assertThat(tokenizer.begin()).isEqualTo(TokenIds.of(0));
  }

  @Test
  void countsIdsBesideTheVocabulary() {
    assertThat(tokenizer.vocabularySize()).isEqualTo(11);
    assertThat(tokenizer.specialTexts()).containsExactly("</s>", "<s>");
  }

  @Test
  void findsTheEndOfSequenceInTheConfigurationBesideIt() {
    assertThat(tokenizer.endOfSequence()).isEqualTo(9);
    assertThat(open("{\"eos_token\": {\"content\": \"<s>\"}}").endOfSequence()).isZero();
  }

  @Test
  void prefersTheEndOfSequenceThatTheRunNames() {
    TokenizerFiles files = TokenizerFiles.of(TOKENIZER, "{\"eos_token\": \"</s>\"}");

    assertThat(Tokenizers.shared(files, "<s>").endOfSequence()).isZero();
    assertThatThrownBy(() -> Tokenizers.shared(files, "<S>"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("Invalid tokenizer.end-of-sequence: Unknown token '<S>', did you mean '<s>'?");
  }

  @Test
  void refusesToGuessAmongSeveralSpecialTokens() {
    assertThatThrownBy(() -> open("{\"eos_token\": null}"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Missing tokenizer.end-of-sequence: the tokenizer's files do not name it; its special"
                + " tokens are [</s>, <s>]");
  }

  @Test
  void opensAFileOnceInAProcess() {
    assertThat(open("{\"eos_token\": \"</s>\"}")).isSameAs(tokenizer);
  }

  @Test
  void refusesAFileThatIsNoTokenizer() {
    assertThatThrownBy(() -> Tokenizers.shared(TokenizerFiles.of("{\"a\": 1", "{}")))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("Invalid tokenizer.json: Unexpected end-of-input");
    assertThatThrownBy(() -> Tokenizers.shared(TokenizerFiles.of("{\"version\": \"1.0\"}", "{}")))
        .hasMessage(
            "Invalid tokenizer.json: no model.vocab, expected a file that Hugging Face's"
                + " tokenizers wrote");
    String strange = TOKENIZER.replace("\"type\": \"BPE\"", "\"type\": \"XYZ\"");
    assertThatThrownBy(
            () -> Tokenizers.shared(TokenizerFiles.of(strange, "{\"eos_token\": \"</s>\"}")))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("Invalid tokenizer.json: ");
  }

  @Test
  void readsALoneSurrogateAsAReplacement() {
    assertThat(tokenizer.encode("a\uD800b").toList()).startsWith(1).endsWith(2);
  }
}
