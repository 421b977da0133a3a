package org.flanspark.data.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeldOutTest {
  @Test
  void holdsOutParaphraseWithNaturalLanguageInference() {
    HeldOut heldOut = HeldOut.of(List.of("natural-language-inference"));

    assertThat(heldOut.clusters()).containsExactly("natural-language-inference", "paraphrase");
    assertThat(heldOut.isUnseen("natural-language-inference")).isTrue();
    assertThat(heldOut.isUnseen("paraphrase")).isTrue();
    assertThat(heldOut.isUnseen("sentiment")).isFalse();
  }

  @Test
  void holdsOutReadingComprehensionWithCommonsenseButHasSeenHalfOfIt() {
    HeldOut heldOut = HeldOut.of(List.of("commonsense"));

    assertThat(heldOut.clusters())
        .containsExactly("commonsense", "reading-comprehension-with-commonsense");
    assertThat(heldOut.isUnseen("commonsense")).isTrue();
    assertThat(heldOut.isUnseen("reading-comprehension-with-commonsense")).isFalse();
  }

  @Test
  void takesBothWithReadingComprehensionWithCommonsense() {
    HeldOut heldOut = HeldOut.of(List.of("reading-comprehension-with-commonsense"));

    assertThat(heldOut.clusters())
        .containsExactly(
            "commonsense", "reading-comprehension", "reading-comprehension-with-commonsense");
    assertThat(heldOut.isUnseen("reading-comprehension-with-commonsense")).isTrue();
  }

  @Test
  void holdsOutAnyOtherClusterAlone() {
    assertThat(HeldOut.of(List.of("arithmetic")).clusters()).containsExactly("arithmetic");
    assertThat(HeldOut.of(List.of("translation")).clusters()).containsExactly("translation");
  }
}
