package org.flanspark.data.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RememberedTextsTest {
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
  private final RememberedTexts remembered = new RememberedTexts(counted);

  @Test
  void encodesAShortTextOnce() {
    assertThat(remembered.encode("yes")).isEqualTo(TokenIds.of('y', 'e', 's'));
    assertThat(remembered.encode("no")).isEqualTo(TokenIds.of('n', 'o'));
    assertThat(remembered.encode("yes")).isEqualTo(TokenIds.of('y', 'e', 's'));

    assertThat(counted.encoded).containsExactly("yes", "no");
  }

  @Test
  void keepsNoLongText() {
    String text = "a text that is a record's own and does not return";

    assertThat(remembered.encode(text)).isEqualTo(remembered.encode(text));

    assertThat(counted.encoded).containsExactly(text, text);
  }

  @Test
  void forgetsWhatWasNotUsedForLongest() {
    remembered.encode("first");
    for (int i = 0; i < 1024; i++) {
      remembered.encode("text " + i);
    }
    counted.encoded.clear();

    remembered.encode("text 0");
    remembered.encode("first");

    assertThat(counted.encoded).containsExactly("first");
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
