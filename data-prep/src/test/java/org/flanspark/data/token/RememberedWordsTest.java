package org.flanspark.data.token;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.flanspark.data.vocabulary.BytePairTrainer;
import org.flanspark.data.vocabulary.TokenizerFile;
import org.junit.jupiter.api.Test;

class RememberedWordsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A vocabulary with merges inside of words and white space, and across punctuation and lines. */
  private static final Map<String, Long> COUNTS =
      Map.ofEntries(
          Map.entry(" ab", 90L),
          Map.entry("abba", 80L),
          Map.entry("a", 70L),
          Map.entry("'s", 60L),
          Map.entry(".\n\n", 50L),
          Map.entry(" ...\n", 40L),
          Map.entry("\n\n", 40L),
          Map.entry("  \n", 30L),
          Map.entry("   ", 30L),
          Map.entry("\ta", 20L),
          Map.entry(" 123", 20L),
          Map.entry(" é", 20L));

  private static final String BYTE_LEVEL =
      """
      {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": %s}""";

  /** As in the files of GPT-2, Llama 3, Qwen 2 and SmolLM; the normalizer is Qwen's. */
  private static final List<String> LAYOUTS =
      List.of(
          "{\"pre_tokenizer\": " + BYTE_LEVEL.formatted(true) + "}",
          "{\"pre_tokenizer\": " + split("\\\\p{N}{1,3}") + "}",
          "{\"pre_tokenizer\": " + split("\\\\p{N}") + ", \"normalizer\": {\"type\": \"NFC\"}}",
          """
          {"pre_tokenizer": {"type": "Sequence", "pretokenizers": [
            {"type": "Digits", "individual_digits": true}, %s]}}
          """
              .formatted(BYTE_LEVEL.formatted(true)));

  private static String split(String digits) {
    return """
        {"type": "Sequence", "pretokenizers": [
          {"type": "Split", "behavior": "Isolated", "invert": false, "pattern": {"Regex":
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?\\\\p{L}+|%s\
        | ?[^\\\\s\\\\p{L}\\\\p{N}]+[\\\\r\\\\n]*|\\\\s*[\\\\r\\\\n]+|\\\\s+(?!\\\\S)|\\\\s+"}},
          %s]}
        """
        .formatted(digits, BYTE_LEVEL.formatted(false));
  }

  /** Of the same file: one that cuts, and one that does not. */
  private record Pair(Tokenizer cutting, Tokenizer whole) {}

  private static final List<Pair> PAIRS =
      LAYOUTS.stream()
          .map(RememberedWordsTest::withLayout)
          .map(files -> new Pair(Tokenizers.shared(files), Tokenizers.bare(files)))
          .toList();

  private static TokenizerFiles withLayout(String layout) {
    TokenizerFiles trained = TokenizerFile.files(new BytePairTrainer(300).train(COUNTS));
    try {
      ObjectNode tokenizer = (ObjectNode) JSON.readTree(trained.tokenizer());
      tokenizer.setAll((ObjectNode) JSON.readTree(layout));
      return TokenizerFiles.of(tokenizer.toString(), trained.configuration());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Property(tries = 2_000)
  void givesTheIdsThatTheLibraryGivesForTheWholeText(@ForAll("texts") String text) {
    for (Pair pair : PAIRS) {
      assertThat(pair.cutting()).isInstanceOf(RememberedWords.class);
      assertThat(pair.cutting().encode(text)).isEqualTo(pair.whole().encode(text));
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "a",
            "ab",
            "abba",
            "b",
            "'s",
            "'",
            ".",
            "...",
            ",",
            "1",
            "123",
            " ",
            " ",
            " ",
            "  ",
            "\n",
            "\n",
            "\r",
            "\t",
            "\u00A0",
            "\u0085",
            "\u2028",
            "\u200B",
            "\u3000",
            "é",
            "e\u0301",
            "\u0301",
            "\u1112\u1161",
            "\u11AB",
            "語",
            "½",
            "😀",
            "\u0000",
            "_",
            "<|endoftext|>")
        .list()
        .ofMaxSize(90)
        .map(parts -> String.join("", parts));
  }

  /** A character is a token; what was encoded is listed. */
  private static final class Counted implements Tokenizer {
    private final List<String> encoded = new ArrayList<>();

    @Override
    public TokenIds encode(String text) {
      encoded.add(text);
      return TokenIds.of(text.chars().toArray());
    }

    @Override
    public String decode(TokenIds ids) {
      return "decoded";
    }

    @Override
    public int vocabularySize() {
      return 128;
    }

    @Override
    public int endOfSequence() {
      return 1;
    }

    @Override
    public TokenIds begin() {
      return TokenIds.of(2);
    }

    @Override
    public Set<String> specialTexts() {
      return Set.of("|");
    }

    @Override
    public String digest() {
      return "d1";
    }
  }

  private final Counted counted = new Counted();
  private final RememberedWords remembered = new RememberedWords(counted);

  @Test
  void encodesAWordOnce() {
    assertThat(remembered.encode("to be or not to be"))
        .isEqualTo(TokenIds.of("to be or not to be".chars().toArray()));
    assertThat(remembered.encode("to be")).isEqualTo(TokenIds.of("to be".chars().toArray()));

    assertThat(counted.encoded).containsExactly("to", " be", " or", " not", " to");
  }

  @Test
  void keepsNoLongWord() {
    String word = "word-of-more-than-thirty-two-characters";

    assertThat(remembered.encode(word)).isEqualTo(remembered.encode(word));

    assertThat(counted.encoded).containsExactly(word, word);
  }

  @Test
  void readsTheRestAsAWholeWhereMostWordsAreNew() {
    String text = IntStream.range(0, 40).mapToObj(Integer::toString).collect(joining(" "));

    assertThat(remembered.encode(text)).isEqualTo(TokenIds.of(text.chars().toArray()));

    assertThat(counted.encoded).hasSize(34).endsWith(" 32", " 33 34 35 36 37 38 39");
  }

  @Test
  void encodesNothingOfAnEmptyText() {
    assertThat(remembered.encode("")).isEqualTo(TokenIds.empty());
  }

  /** Twice as many words as there are places. */
  @Test
  void staysRightWhenItHasToForget() {
    for (int word = 0; word < 131_072; word++) {
      remembered.encode("w" + word);
    }

    assertThat(remembered.encode("w7")).isEqualTo(TokenIds.of('w', '7'));
    assertThat(remembered.encode("w131071")).isEqualTo(TokenIds.of("w131071".chars().toArray()));
  }

  @Test
  void isOtherwiseTheTokenizerItself() {
    assertThat(remembered.decode(TokenIds.of(7))).isEqualTo("decoded");
    assertThat(remembered.vocabularySize()).isEqualTo(128);
    assertThat(remembered.endOfSequence()).isEqualTo(1);
    assertThat(remembered.begin()).isEqualTo(TokenIds.of(2));
    assertThat(remembered.specialTexts()).containsExactly("|");
    assertThat(remembered.digest()).isEqualTo("d1");
  }
}
