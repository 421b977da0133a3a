package org.flanspark.data.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @Test
  void takesLettersAndDigitsInLowerCaseWithOneBlankBetweenWords() {
    assertThat(Words.of("  Don't\tSTOP -- it's 3.5 \u00a0fine!\n").text())
        .isEqualTo("don t stop it s 3 5 fine");
  }

  @ParameterizedTest
  @CsvSource({
    "ｆｕｌｌ ｗｉｄｔｈ, full width",
    "ﬁne x² Ⅷ, fine x2 viii",
    "Cafe\u0301, café",
    "ΟΔΟΣ, οδος",
    "ПРИВЕТ, привет",
    "किताबें पढ़ीं।, किताबें पढ़ीं",
    "السلامُ عليكم؟, السلامُ عليكم",
    "𝐁old 𐐀, bold 𐐨",
    "Straße, straße"
  })
  void readsAllScripts(String raw, String words) {
    assertThat(Words.of(raw).text()).isEqualTo(Normalizer.normalize(words, Normalizer.Form.NFKC));
  }

  @ParameterizedTest
  @CsvSource({
    "我爱北京。, 我 爱 北 京",
    "これは本, こ れ は 本",
    "ที่นี่, ที่ นี่",
    "北京2008年, 北 京 2008 年",
    "한국어 문장, 한국어 문장"
  })
  void takesEachLetterForAWordWhereAScriptHasNoBlanks(String raw, String words) {
    assertThat(Words.of(raw).text()).isEqualTo(words);
  }

  @Test
  void dropsAMarkThatHasNoLetter() {
    assertThat(Words.of("I \u2764\ufe0f it").text()).isEqualTo("i it");
  }

  @Test
  void comparesATextWithoutWordsAsItIs() {
    assertThat(Words.of(":-)").content()).isEqualTo(":-)");
    assertThat(Words.of(":-)").count()).isZero();
    assertThat(Words.of("Ha :-)").content()).isEqualTo("ha");
  }

  @Test
  void cutsOutRunsOfWords() {
    Words words = Words.of("One, two; three.");

    assertThat(words.count()).isEqualTo(3);
    assertThat(words.text(0, 3)).isEqualTo("one two three");
    assertThat(words.text(1, 2)).isEqualTo("two");
    assertThat(words.text(2, 3)).isEqualTo("three");
  }

  @Test
  void hashesAWordAlikeWhereverItStands() {
    long[] hashes = Words.of("a rose is a rose").hashes();

    assertThat(hashes[0]).isEqualTo(hashes[3]);
    assertThat(hashes[1]).isEqualTo(hashes[4]);
    assertThat(hashes).hasSize(5);
    assertThat(hashes[0]).isNotEqualTo(hashes[1]);
  }

  @Property
  void readsAsciiAsItReadsAnyText(@ForAll @CharRange(to = 0x7f) String raw) {
    assertThat(Words.of(raw + " é").text()).isEqualTo((Words.of(raw).text() + " é").strip());
  }

  @Test
  void readsEveryCharacterTheSameAgain() {
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      if (Character.getType(point) != Character.SURROGATE) {
        String text = Words.of("a" + Character.toString(point) + "b").text();

        assertThat(Words.of(text).text()).as("U+%X", point).isEqualTo(text);
      }
    }
  }

  @Property
  void leavesNormalisedTextAsItIs(@ForAll String raw) {
    String text = Words.of(raw).text();

    assertThat(Words.of(text).text()).isEqualTo(text);
  }
}
