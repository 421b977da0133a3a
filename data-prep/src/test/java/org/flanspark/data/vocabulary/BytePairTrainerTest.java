package org.flanspark.data.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.flanspark.config.ConfigException;
import org.junit.jupiter.api.Test;

class BytePairTrainerTest {
  private static final Map<String, Long> LOW = Map.of("low", 5L, "lower", 2L, "lowest", 1L);

  @Test
  void mergesTheMostFrequentPairFirstAndTheSmallerIdAmongEquals() {
    Vocabulary vocabulary = new BytePairTrainer(260).train(LOW);

    assertThat(vocabulary.merges())
        .containsExactly(new Merge("l", "o"), new Merge("lo", "w"), new Merge("low", "e"));
    assertThat(vocabulary.tokens())
        .hasSize(260)
        .startsWith("<|endoftext|>", "!", "\"")
        .endsWith("Ń", "lo", "low", "lowe");
  }

  @Test
  void stopsWhereNoPairOccursTwice() {
    Vocabulary vocabulary = new BytePairTrainer(1000).train(LOW);

    assertThat(vocabulary.merges())
        .extracting(Merge::merged)
        .containsExactly("lo", "low", "lowe", "lower");
  }

  @Test
  void countsEveryOccurrenceInAWordAndMergesRunsFromTheLeft() {
    Vocabulary vocabulary = new BytePairTrainer(259).train(Map.of("aaaaa", 1L, "ab", 3L));

    assertThat(vocabulary.merges()).containsExactly(new Merge("a", "a"), new Merge("a", "b"));
  }

  @Test
  void spellsSpacesAndForeignLettersInBytes() {
    Vocabulary vocabulary = new BytePairTrainer(259).train(Map.of(" è", 4L));

    assertThat(vocabulary.merges()).containsExactly(new Merge("Ã", "¨"), new Merge("Ġ", "Ã¨"));
  }

  @Test
  void refusesAVocabularyThatCannotHoldTheBytes() {
    assertThatThrownBy(() -> new BytePairTrainer(256))
        .isInstanceOf(ConfigException.class)
        .hasMessage("Invalid tokenizer.vocabulary-size: 256, expected at least 257");
  }

  @Property(tries = 100)
  void dependsOnTheCountsAloneNotOnTheirOrder(
      @ForAll @Size(max = 40)
          Map<
                  @AlphaChars @StringLength(min = 1, max = 9) String,
                  @IntRange(min = 1, max = 9) Integer>
              counts) {
    Map<String, Long> sorted = new TreeMap<>();
    counts.forEach((word, count) -> sorted.put(word, count.longValue()));
    Map<String, Long> reversed =
        new LinkedHashMap<>(((TreeMap<String, Long>) sorted).descendingMap());

    assertThat(new BytePairTrainer(300).train(reversed))
        .isEqualTo(new BytePairTrainer(300).train(sorted));
  }
}
