package org.flanspark.data.vocabulary;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The printable character that stands for each byte in a byte-level vocabulary: GPT-2's table, and
 * the one of Hugging Face's {@code ByteLevel}.
 *
 * <p>Printable bytes of Latin-1 stand for themselves; the 68 others get the characters from U+0100
 * on, in the order of the bytes, so that a space is {@code Ġ} (U+0120) and a line feed {@code Ċ}
 * (U+010A).
 */
final class ByteAlphabet {
  static final int SIZE = 256;

  private static final char[] CHARACTERS = characters();

  private ByteAlphabet() {}

  private static char[] characters() {
    char[] table = new char[SIZE];
    char next = 0x100;
    for (int value = 0; value < SIZE; value++) {
      table[value] = isPrintable(value) ? (char) value : next++;
    }
    return table;
  }

  private static boolean isPrintable(int value) {
    return (value >= '!' && value <= '~')
        || (value >= 0xA1 && value <= 0xAC)
        || (value >= 0xAE && value <= 0xFF);
  }

  static char character(byte value) {
    return CHARACTERS[value & 0xFF];
  }

  /** The text as vocabularies spell it: one character for each byte of its UTF-8. */
  static String spell(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder spelled = new StringBuilder(bytes.length);
    for (byte value : bytes) {
      spelled.append(character(value));
    }
    return spelled.toString();
  }

  /** All bytes, in the order of their characters: the order of the first ids of a vocabulary. */
  static List<Byte> inOrderOfCharacters() {
    List<Byte> bytes = new ArrayList<>();
    for (int value = 0; value < SIZE; value++) {
      bytes.add((byte) value);
    }
    bytes.sort(Comparator.comparing(ByteAlphabet::character));
    return bytes;
  }
}
