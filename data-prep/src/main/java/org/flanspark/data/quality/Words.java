package org.flanspark.data.quality;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The words of a text, whatever its typography: Unicode NFKC, lower case, and one blank for each
 * run of anything but letters and digits.
 *
 * <pre>
 * "Don't  STOP - it's ｆｉｎｅ!"   ->   "don t stop it s fine"
 * </pre>
 *
 * <p>Marks belong to the letter before them, or Indian vowels would be lost. In scripts that are
 * written without blanks each letter is a word of its own: a Chinese sentence would be one word
 * otherwise, and no part of it comparable.
 */
final class Words {
  private static final int ASCII = 0x80;

  /** Of each ASCII character what it is in a word; 0 where it is in none. */
  private static final char[] IN_WORD = new char[ASCII];

  static {
    for (char c = 0; c < ASCII; c++) {
      IN_WORD[c] = Character.isLetterOrDigit(c) ? Character.toLowerCase(c) : 0;
    }
  }

  private final String raw;

  /** The words, a blank between each two; there may be more behind the last. */
  private final char[] chars;

  /** Where each word ends. */
  private final int[] ends;

  private final int count;

  private Words(String raw, char[] chars, int[] ends, int count) {
    this.raw = raw;
    this.chars = chars;
    this.ends = ends;
    this.count = count;
  }

  static Words of(String raw) {
    return isAscii(raw) ? ofAscii(raw) : new WordReader(folded(raw)).words(raw);
  }

  int count() {
    return count;
  }

  /** The words, a blank between each two. */
  String text() {
    return count == 0 ? "" : text(0, count);
  }

  /** The words from one on to before another. */
  String text(int from, int to) {
    return new String(chars, start(from), ends[to - 1] - start(from));
  }

  /** What the text is compared by: its words; where it has none, the text as it is. */
  String content() {
    return count == 0 ? raw : text();
  }

  /** A 64-bit hash of each word. */
  long[] hashes() {
    long[] hashes = new long[count];
    for (int word = 0; word < count; word++) {
      hashes[word] = Hashes.of(chars, start(word), ends[word]);
    }
    return hashes;
  }

  private int start(int word) {
    return word == 0 ? 0 : ends[word - 1] + 1;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= ASCII) {
        return false;
      }
    }
    return true;
  }

  private static String folded(String raw) {
    return Normalizer.normalize(raw, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  /**
   * What {@link WordReader} does, for most texts and at half the cost; the words only move left.
   */
  private static Words ofAscii(String raw) {
    char[] chars = raw.toCharArray();
    int[] ends = new int[(chars.length + 1) / 2];
    int count = 0;
    int length = 0;
    boolean inWord = false;
    for (int i = 0; i < chars.length; i++) {
      char c = IN_WORD[chars[i]];
      if (c != 0) {
        if (!inWord && count > 0) {
          chars[length++] = ' ';
        }
        chars[length++] = c;
        inWord = true;
      } else if (inWord) {
        ends[count++] = length;
        inWord = false;
      }
    }
    if (inWord) {
      ends[count++] = length;
    }
    return new Words(raw, chars, ends, count);
  }

  /** Reads a text in any script. */
  private static final class WordReader {
    private static final int LETTERS_AND_DIGITS =
        1 << Character.UPPERCASE_LETTER
            | 1 << Character.LOWERCASE_LETTER
            | 1 << Character.TITLECASE_LETTER
            | 1 << Character.MODIFIER_LETTER
            | 1 << Character.OTHER_LETTER
            | 1 << Character.DECIMAL_DIGIT_NUMBER
            | 1 << Character.LETTER_NUMBER
            | 1 << Character.OTHER_NUMBER;

    private static final int MARKS =
        1 << Character.NON_SPACING_MARK
            | 1 << Character.COMBINING_SPACING_MARK
            | 1 << Character.ENCLOSING_MARK;

    /** Below it (Thai) stand only scripts with blanks. */
    private static final int FIRST_WITHOUT_BLANKS = 0x0E00;

    private final char[] chars;
    private int length;
    private final int[] ends;
    private int count;
    private boolean inWord;

    /** The word that is being read is one letter of a script without blanks. */
    private boolean alone;

    WordReader(String folded) {
      // A letter of a script without blanks is a word, and has a blank before it.
      this.chars = new char[2 * folded.length()];
      this.ends = new int[folded.length()];
      folded.codePoints().forEach(this::read);
      endWord();
    }

    Words words(String raw) {
      return new Words(raw, chars, ends, count);
    }

    private void read(int point) {
      if (is(point, LETTERS_AND_DIGITS)) {
        boolean standsAlone = standsAlone(point);
        if (standsAlone || alone) {
          endWord();
        }
        append(point);
        alone = standsAlone;
      } else if (inWord && is(point, MARKS)) {
        append(point);
      } else {
        endWord();
      }
    }

    private void append(int point) {
      if (!inWord && count > 0) {
        chars[length++] = ' ';
      }
      inWord = true;
      length += Character.toChars(point, chars, length);
    }

    private void endWord() {
      if (inWord) {
        ends[count++] = length;
      }
      inWord = false;
      alone = false;
    }

    private static boolean is(int point, int types) {
      return (1 << Character.getType(point) & types) != 0;
    }

    private static boolean standsAlone(int point) {
      if (point < FIRST_WITHOUT_BLANKS) {
        return false;
      }
      return switch (Character.UnicodeScript.of(point)) {
        case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
        default -> false;
      };
    }
  }
}
