package org.flanspark.data.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.flanspark.data.quality.Evidence.Kind;
import org.junit.jupiter.api.Test;

class InputSearchTest {
  private static final String QUESTION =
      "Where did the old captain leave his green boat in the winter of the flood?";

  private static final String WORDS =
      "where did the old captain leave his green boat in the winter of the flood";

  /** Kind and text of what both inputs hold. */
  private static List<String> shared(
      InputSearch search, List<String> evaluation, List<String> training) {
    LongStream.Builder texts = LongStream.builder();
    LongStream.Builder starts = LongStream.builder();
    search.index(evaluation, texts::add, starts::add);
    InputIndex index = new InputIndex(index(texts), index(starts));
    Set<SharedText> found = search.ofTraining(training, index);
    found.retainAll(search.ofEvaluation(evaluation, index.texts()));
    return found.stream().map(text -> text.kind().code() + ": " + text.text()).toList();
  }

  private static HashIndex index(LongStream.Builder hashes) {
    return HashIndex.of(List.of(hashes.build().toArray()));
  }

  private static List<String> shared(List<String> evaluation, List<String> training) {
    return shared(new InputSearch(13), evaluation, training);
  }

  @Test
  void findsAWholeInputInATextAroundIt() {
    assertThat(
            shared(
                new InputSearch(50),
                List.of(QUESTION),
                List.of("notes", "He asked me: \"" + QUESTION + "\" and I did not know.")))
        .containsExactly("whole: " + WORDS);
  }

  @Test
  void findsAnInputShorterThanAnNgram() {
    assertThat(
            shared(
                List.of("Who sings the song of the green boats?"),
                List.of("Q: who sings the song of the green boats -- and why?")))
        .containsExactly("whole: who sings the song of the green boats");
  }

  @Test
  void findsNoInputOfFewWordsWithinAText() {
    assertThat(
            shared(
                List.of("Who sings of the green boats?"),
                List.of("who sings of the green boats, and why")))
        .isEmpty();
  }

  @Test
  void findsEqualInputsOfAnyLength() {
    assertThat(shared(List.of("Ha!"), List.of("ha"))).containsExactly("whole: ha");
    assertThat(shared(List.of(":-)"), List.of(":-)"))).containsExactly("whole: :-)");
    assertThat(shared(List.of(":-)"), List.of(":-("))).isEmpty();
  }

  @Test
  void findsEqualInputsWhateverTheOrderOfTheirFields() {
    assertThat(shared(List.of("It rains.", "It is wet."), List.of("", "it is WET", "it rains")))
        .containsExactly("whole: it is wet | it rains");
    assertThat(shared(List.of("It rains.", "It is wet."), List.of("it rains"))).isEmpty();
  }

  @Test
  void findsAllFieldsOfAnInputInOneField() {
    assertThat(
            shared(
                List.of("The old boat sank in May.", "Did it sink?"),
                List.of("The old boat sank in May. Did it sink? Yes, it did.")))
        .containsExactly("whole: the old boat sank in may did it sink");
  }

  @Test
  void findsNgramsWithinFieldsOnly() {
    InputSearch search = new InputSearch(4);

    assertThat(shared(search, List.of("a b c d e", "f g"), List.of("x a b c d e f g")))
        .containsExactly("n-gram: a b c d", "n-gram: b c d e");
    assertThat(shared(search, List.of("a b c d e", "f g"), List.of("x a b c", "d e f g")))
        .isEmpty();
  }

  @Test
  void looksForNothingInEmptyInputs() {
    assertThat(shared(List.of(), List.of())).isEmpty();
    assertThat(shared(List.of("", " "), List.of(""))).isEmpty();
  }

  /** Two letters for words, so that much is shared and much is not. */
  @Property
  void findsTheNgramsThatANaiveSearchFinds(
      @ForAll @Size(max = 40) List<@IntRange(max = 1) Integer> evaluation,
      @ForAll @Size(max = 40) List<@IntRange(max = 1) Integer> training,
      @ForAll @IntRange(min = 1, max = 12) int size) {
    List<String> one = words(evaluation);
    List<String> other = words(training);
    Set<String> expected = naiveNgrams(other, size);
    expected.retainAll(naiveNgrams(one, size));

    List<String> found =
        shared(
                new InputSearch(size),
                List.of(String.join(" ", one)),
                List.of(String.join(", ", other)))
            .stream()
            .filter(text -> text.startsWith(Kind.NGRAM.code()))
            .map(text -> text.substring(Kind.NGRAM.code().length() + 2))
            .toList();

    assertThat(found).containsExactlyElementsOf(expected);
  }

  private static List<String> words(List<Integer> letters) {
    return letters.stream().map(letter -> letter == 0 ? "no" : "yes").toList();
  }

  private static Set<String> naiveNgrams(List<String> words, int size) {
    Set<String> ngrams = new LinkedHashSet<>();
    for (int i = 0; i + size <= words.size(); i++) {
      ngrams.add(String.join(" ", words.subList(i, i + size)));
    }
    return ngrams;
  }
}
