package org.flanspark.data.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordCutsTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().configure(JsonParser.Feature.ALLOW_SINGLE_QUOTES, true);

  /** As `flan tokenizer` and GPT-2 have it. */
  private static final String KNOWN =
      """
      {'model': {'type': 'BPE', 'dropout': null}, 'normalizer': null,
       'pre_tokenizer': {'type': 'ByteLevel', 'add_prefix_space': false, 'use_regex': true},
       'added_tokens': [{'content': '<pad> <pad>', 'special': true, 'rstrip': true},
                        {'content': '    ', 'special': false}]}
      """;

  private static ObjectNode tokenizerWith(String section) throws JsonProcessingException {
    ObjectNode tokenizer = (ObjectNode) JSON.readTree(KNOWN);
    JsonNode other = JSON.readTree("{" + section + "}");
    other.fields().forEachRemaining(entry -> tokenizer.set(entry.getKey(), entry.getValue()));
    return tokenizer;
  }

  @Test
  void cutsBeforeASpace() {
    assertThat(WordCuts.between('a', ' ')).isTrue();
    assertThat(WordCuts.between('é', ' ')).isTrue();
    assertThat(WordCuts.between('7', ' ')).isTrue();
    assertThat(WordCuts.between('.', ' ')).isTrue();
  }

  @Test
  void cutsBeforeALineEndButNotFromThePunctuationBeforeIt() {
    assertThat(WordCuts.between('a', '\n')).isTrue();
    assertThat(WordCuts.between('7', '\n')).isTrue();
    assertThat(WordCuts.between('.', '\n')).isFalse();
  }

  @Test
  void cutsNeitherAWordNorWhiteSpace() {
    assertThat(WordCuts.between('a', 'b')).isFalse();
    assertThat(WordCuts.between('a', '.')).isFalse();
    assertThat(WordCuts.between(' ', 'a')).isFalse();
    assertThat(WordCuts.between(' ', ' ')).isFalse();
    assertThat(WordCuts.between('\n', ' ')).isFalse();
    assertThat(WordCuts.between('\u00A0', ' ')).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "'normalizer': {'type': 'NFC'}",
        "'pre_tokenizer': {'type': 'Sequence', 'pretokenizers': ["
            + "{'type': 'Digits', 'individual_digits': true},"
            + "{'type': 'ByteLevel', 'add_prefix_space': false, 'use_regex': true}]}",
      })
  void areSafeForATokenizerWhoseEveryPartIsKnown(String section) throws JsonProcessingException {
    assertThat(WordCuts.areSafe(tokenizerWith(section))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'model': {'type': 'Unigram'}",
        "'model': {'type': 'BPE', 'dropout': 0.1}",
        "'normalizer': {'type': 'Replace', 'pattern': {'String': ' '}, 'content': '_'}",
        "'pre_tokenizer': null",
        "'pre_tokenizer': {'type': 'Metaspace', 'replacement': '_', 'prepend_scheme': 'first'}",
        "'pre_tokenizer': {'type': 'ByteLevel', 'add_prefix_space': true, 'use_regex': true}",
        "'pre_tokenizer': {'type': 'ByteLevel', 'add_prefix_space': false, 'use_regex': false}",
        "'pre_tokenizer': {'type': 'Sequence', 'pretokenizers': ["
            + "{'type': 'Split', 'pattern': {'Regex': 'a b'}, 'behavior': 'Isolated'},"
            + "{'type': 'ByteLevel', 'add_prefix_space': false, 'use_regex': false}]}",
        "'added_tokens': [{'content': 'New York'}]",
        "'added_tokens': [{'content': '<mask>', 'rstrip': true}]",
        "'added_tokens': [{'content': 'yes', 'single_word': true}]",
      })
  void areNotSafeWhereAPartIsNotKnown(String section) throws JsonProcessingException {
    assertThat(WordCuts.areSafe(tokenizerWith(section))).isFalse();
  }
}
