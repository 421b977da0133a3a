package org.flanspark.data.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.Tokenizer;
import org.flanspark.data.token.TokenizerFiles;
import org.flanspark.data.token.Tokenizers;
import org.junit.jupiter.api.Test;

class TokenizerFileTest {
  private static final String CORPUS =
      """
      The boats of Orlo are green. The green boats don't sail at night: they're too slow.
      Città e caffè — 3 boats, 30 boats, 300 boats.
      """;

  private static Vocabulary vocabulary(int size) {
    Map<String, Long> counts = new TreeMap<>();
    WordSplitter.words(CORPUS).forEach(word -> counts.merge(word, 1L, Long::sum));
    return new BytePairTrainer(size).train(counts);
  }

  private static TokenizerFiles files() {
    return TokenizerFile.files(vocabulary(270));
  }

  private final Tokenizer tokenizer = Tokenizers.shared(files());

  /** What BpeTrainer of Hugging Face's tokenizers 0.23.2 learns, with min_frequency 2. */
  @Test
  void learnsWhatHuggingFacesTrainerLearns() {
    assertThat(vocabulary(300).merges())
        .extracting(Merge::merged)
        .containsExactly(
            "at", "bo", "Ġbo", "ats", "Ġboats", "re", "he", "Ġ3", "The", "en", "gre", "lo", "Ġs",
            "Ġt", "Ġgre", "Ġ30", "Ġgreen");
  }

  @Test
  void writesWhatTheLibraryOpens() {
    assertThat(tokenizer.vocabularySize()).isEqualTo(270);
    assertThat(tokenizer.endOfSequence()).isZero();
    assertThat(tokenizer.begin()).isEqualTo(TokenIds.empty());
    assertThat(tokenizer.specialTexts()).containsExactly("<|endoftext|>");
  }

  @Test
  void encodesAFrequentWordWithItsSpaceAsOneId() {
    assertThat(tokenizer.encode(" boats").length()).isEqualTo(1);
    assertThat(tokenizer.encode("boats").length()).isGreaterThan(1);
  }

  @Test
  void givesTheSameBytesForTheSameCorpus() {
    assertThat(files()).isEqualTo(files());
    assertThat(files().tokenizer()).contains("\"merges\" : [\n").endsWith("}\n");
  }

  @Property(tries = 300)
  void roundTripsAnyText(@ForAll("texts") String text) {
    assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> anywhere =
        Arbitraries.integers()
            .between(0, 0x10FFFF)
            .filter(codePoint -> codePoint < 0xD800 || codePoint > 0xDFFF)
            .map(Character::toString)
            .list()
            .ofMaxSize(40)
            .map(characters -> String.join("", characters));
    Arbitrary<String> familiar =
        Arbitraries.of(" boats", "The", "don't", "  ", "\n", "<|endoftext|>", "3", "è", "—", "🙂")
            .list()
            .ofMaxSize(20)
            .map(parts -> String.join("", parts));
    return Arbitraries.oneOf(anywhere, familiar);
  }
}
