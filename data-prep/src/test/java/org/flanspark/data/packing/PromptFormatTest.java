package org.flanspark.data.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.flanspark.config.PackingConfig;
import org.flanspark.config.TooLong;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.Tokenizer;
import org.junit.jupiter.api.Test;

class PromptFormatTest {
  /** A token a character; 1 begins, 2 ends. */
  private static final Tokenizer CHARACTERS =
      new Tokenizer() {
        @Override
        public TokenIds encode(String text) {
          return TokenIds.of(text.chars().toArray());
        }

        @Override
        public String decode(TokenIds ids) {
          return ids.toString();
        }

        @Override
        public int vocabularySize() {
          return 256;
        }

        @Override
        public int endOfSequence() {
          return 2;
        }

        @Override
        public TokenIds begin() {
          return TokenIds.of(1);
        }

        @Override
        public Set<String> specialTexts() {
          return Set.of();
        }

        @Override
        public String digest() {
          return "";
        }
      };

  @Test
  void takesBeginFromTheTokenizerAndSeparatesByTheEndOfASequence() {
    PromptFormat format = PromptFormat.of(packing("tokenizer", "end-of-sequence", 64), CHARACTERS);

    assertThat(format.prompt(TokenIds.of(5, 6))).isEqualTo(TokenIds.of(1, 5, 6, 2));
    assertThat(format.ended(TokenIds.of(7))).isEqualTo(TokenIds.of(7, 2));
  }

  @Test
  void takesNothingOrATextInTheirPlace() {
    assertThat(PromptFormat.of(packing("none", "none", 64), CHARACTERS).prompt(TokenIds.of(5)))
        .isEqualTo(TokenIds.of(5));
    assertThat(PromptFormat.of(packing("A", "BC", 64), CHARACTERS).prompt(TokenIds.of(5)))
        .isEqualTo(TokenIds.of('A', 5, 'B', 'C'));
  }

  @Test
  void refusesARowWithoutRoomForAnInput() {
    assertThatThrownBy(
            () -> PromptFormat.of(packing("tokenizer", "end-of-sequence", 11), CHARACTERS))
        .hasMessage(
            "Invalid packing.row-length: 11, expected more than packing.max-target, begin,"
                + " separator and end-of-sequence, which are 11");
  }

  private static PackingConfig packing(String begin, String separator, int rowLength) {
    return new PackingConfig(rowLength, 32, 8, TooLong.TRUNCATE, begin, separator, 1, 1 << 22);
  }
}
