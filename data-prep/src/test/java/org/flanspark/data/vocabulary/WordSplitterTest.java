package org.flanspark.data.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WordSplitterTest {
  @Test
  void keepsTheSpaceBeforeAWordWithTheWord() {
    assertThat(WordSplitter.words("It's 42 km,  no?"))
        .containsExactly("It", "'s", " 42", " km", ",", " ", " no", "?");
  }

  @Test
  void countsTheWhiteSpaceOfUnicodeAsWhiteSpace() {
    assertThat(WordSplitter.words("a\u00A0\u2003b\n\n- c"))
        .containsExactly("a", "\u00A0", "\u2003", "b", "\n", "\n", "-", " c");
  }

  @Test
  void takesLettersAndDigitsOfEveryScript() {
    assertThat(WordSplitter.words("città №٣ 語言")).containsExactly("città", " №", "٣", " 語言");
  }

  @Property(tries = 200)
  void losesNoCharacter(@ForAll String text) {
    assertThat(String.join("", WordSplitter.words(text))).isEqualTo(text);
  }
}
