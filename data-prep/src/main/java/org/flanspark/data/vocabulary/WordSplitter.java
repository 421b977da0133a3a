package org.flanspark.data.vocabulary;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts text into the words that byte-pair merges never cross, a word carrying the space before it:
 * GPT-2's pattern, which Hugging Face's {@code ByteLevel} pre-tokenizer uses.
 *
 * <pre>
 * "It's 42 km,  no?"  ->  "It" "'s" " 42" " km" "," " " " no" "?"
 * </pre>
 *
 * <p>Training alone uses it, so a character that Java's Unicode tables class otherwise than the
 * tokenizer's own can move a merge but never change what a text is encoded to.
 */
public final class WordSplitter {
  /** White space is Unicode's here, where Java's {@code \s} knows ASCII's alone. */
  private static final Pattern WORD =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d"
              + "| ?\\p{L}+"
              + "| ?\\p{N}+"
              + "| ?[^\\p{IsWhite_Space}\\p{L}\\p{N}]+"
              + "|\\p{IsWhite_Space}+(?!\\P{IsWhite_Space})"
              + "|\\p{IsWhite_Space}+");

  private WordSplitter() {}

  /** The words of the text in order; joined, they are the text. */
  public static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }
}
