package org.flanspark.data.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Text that costs a tokenizer what English does: words of a vocabulary of 30,000, drawn by Zipf's
 * law, in sentences. The same seed gives the same text.
 */
final class WordSource {
  private static final int VOCABULARY = 30_000;
  private static final String[] SYLLABLES =
      "an ber cal do en fir gor hal is jo kel lum mer no or pal qui rin sta ter un vol wen xi yor ze tion ing ed"
          .split(" ");

  private final Random random;
  private final List<String> words = new ArrayList<>();

  WordSource(long seed) {
    this.random = new Random(seed);
    Random spelling = new Random(7);
    for (int i = 0; i < VOCABULARY; i++) {
      // Frequent words are short, as in every language.
      int syllables = 1 + spelling.nextInt(1 + (int) Math.log10(1 + i));
      StringBuilder word = new StringBuilder();
      for (int s = 0; s < syllables; s++) {
        word.append(SYLLABLES[spelling.nextInt(SYLLABLES.length)]);
      }
      words.add(word.toString());
    }
  }

  /** So many words, with capitals and full stops. */
  String text(int length) {
    StringBuilder text = new StringBuilder();
    int sentence = 0;
    for (int i = 0; i < length; i++) {
      String word = word();
      if (sentence == 0) {
        text.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        sentence = 6 + random.nextInt(15);
      } else {
        text.append(word);
      }
      sentence--;
      text.append(i == length - 1 || sentence == 0 ? "." : "").append(i < length - 1 ? " " : "");
    }
    return text.toString();
  }

  /** A length around the mean, a few much longer, as lengths of texts are. */
  int length(double mean, int most) {
    double spread = 0.6;
    double length = mean * Math.exp(spread * random.nextGaussian() - spread * spread / 2);
    return (int) Math.max(1, Math.min(most, Math.round(length)));
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  private String word() {
    return words.get((int) (Math.pow(VOCABULARY, random.nextDouble()) - 1));
  }
}
