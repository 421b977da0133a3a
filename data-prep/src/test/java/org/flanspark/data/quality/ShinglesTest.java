package org.flanspark.data.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShinglesTest {
  private static long[] of(String... fields) {
    return Shingles.of(List.of(fields));
  }

  @Test
  void takesThreeWordsAtATime() {
    assertThat(of("the cat sat down", "yes")).hasSize(3);
    assertThat(of("ha ha ha ha ha")).hasSize(1);
  }

  @Test
  void takesAShortFieldWhole() {
    assertThat(Shingles.similarity(of("two words"), of("Two words!"))).isEqualTo(1);
    assertThat(Shingles.similarity(of("two words"), of("three words"))).isZero();
    assertThat(Shingles.similarity(of(":-)"), of(":-("))).isZero();
  }

  @Test
  void takesNothingOfAnEmptyField() {
    assertThat(of("", "  ")).isEmpty();
  }

  @Test
  void dividesWhatIsSharedByWhatThereIs() {
    // abc bcd cde | abc bcd cdx
    assertThat(Shingles.similarity(of("a b c d e"), of("a b c d x"))).isEqualTo(0.5);
  }

  @Test
  void comparesFieldsByThemselvesAndTakesTheLeast() {
    String passage = "a long passage that has been read by all who were asked about it";

    assertThat(Shingles.similarity(of(passage, "a b c d e"), of(passage, "a b c d x")))
        .isEqualTo(0.5);
    assertThat(Shingles.similarity(of(passage, "yes"), of(passage, "no"))).isZero();
    assertThat(Shingles.similarity(of(passage, "yes"), of(passage))).isZero();
    assertThat(Shingles.similarity(of("yes", passage), of(passage, "yes"))).isZero();
  }
}
