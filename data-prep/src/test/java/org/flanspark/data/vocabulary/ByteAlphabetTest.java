package org.flanspark.data.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteAlphabetTest {
  @Test
  void spellsBytesAsGpt2Does() {
    assertThat(ByteAlphabet.spell(" Hi\n")).isEqualTo("ĠHiĊ");
    assertThat(ByteAlphabet.spell("è\u00AD")).isEqualTo("Ã¨ÂŃ");
  }

  @Test
  void givesEachByteItsOwnCharacterAndOrdersBytesByIt() {
    assertThat(ByteAlphabet.inOrderOfCharacters())
        .hasSize(256)
        .doesNotHaveDuplicates()
        .startsWith((byte) '!', (byte) '"')
        .endsWith((byte) 0x9F, (byte) 0xA0, (byte) 0xAD);
    assertThat(ByteAlphabet.character((byte) 0)).isEqualTo('Ā');
  }
}
