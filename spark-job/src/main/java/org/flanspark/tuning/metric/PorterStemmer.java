package org.flanspark.tuning.metric;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A word without its ending (Porter 1980, "An algorithm for suffix stripping"), with the extensions
 * of NLTK's {@code PorterStemmer}, which rouge_score uses: a few irregular words, "dies" to "die",
 * y to i after any consonant, and three more endings. Words are of lower case.
 */
final class PorterStemmer {
  private static final int SHORTEST_STEMMED = 3;

  private static final Map<String, String> IRREGULAR =
      Map.ofEntries(
          entry("sky", "sky"),
          entry("skies", "sky"),
          entry("dying", "die"),
          entry("lying", "lie"),
          entry("tying", "tie"),
          entry("news", "news"),
          entry("innings", "inning"),
          entry("inning", "inning"),
          entry("outings", "outing"),
          entry("outing", "outing"),
          entry("cannings", "canning"),
          entry("canning", "canning"),
          entry("howe", "howe"),
          entry("proceed", "proceed"),
          entry("exceed", "exceed"),
          entry("succeed", "succeed"));

  /** An ending and what takes its place. */
  private record Rule(String ending, String replacement) {}

  private static final List<Rule> DOUBLE_ENDINGS =
      rules(
          "ational ate,tional tion,enci ence,anci ance,izer ize,bli ble,entli ent,eli e,"
              + "ousli ous,ization ize,ation ate,ator ate,alism al,iveness ive,fulness ful,"
              + "ousness ous,aliti al,iviti ive,biliti ble,fulli ful");

  private static final List<Rule> ADJECTIVE_ENDINGS =
      rules("icate ic,ative,alize al,iciti ic,ical ic,ful,ness");

  private static final List<Rule> LAST_ENDINGS =
      rules("al,ance,ence,er,ic,able,ible,ant,ement,ment,ent,ion,ou,ism,ate,iti,ous,ive,ize");

  private PorterStemmer() {}

  /** The stem of a word. */
  static String stem(String word) {
    String irregular = IRREGULAR.get(word);
    if (irregular != null) {
      return irregular;
    }
    if (word.length() < SHORTEST_STEMMED) {
      return word;
    }
    String stem = withoutPast(withoutPlural(word));
    stem = withoutDoubleEnding(withoutY(stem));
    stem = apply(ADJECTIVE_ENDINGS, stem, PorterStemmer::isMeasured);
    stem = apply(LAST_ENDINGS, stem, kept -> measure(kept) > 1);
    return withoutDoubleL(withoutE(stem));
  }

  /** Step 1a. */
  private static String withoutPlural(String word) {
    if (word.endsWith("ies")) {
      return cut(word, word.length() == 4 ? 1 : 2);
    }
    if (word.endsWith("sses")) {
      return cut(word, 2);
    }
    return word.endsWith("s") && !word.endsWith("ss") ? cut(word, 1) : word;
  }

  /** Step 1b. */
  private static String withoutPast(String word) {
    if (word.endsWith("ied")) {
      return cut(word, word.length() == 4 ? 1 : 2);
    }
    if (word.endsWith("eed")) {
      return isMeasured(cut(word, 3)) ? cut(word, 1) : word;
    }
    for (String ending : List.of("ed", "ing")) {
      if (word.endsWith(ending) && hasVowel(cut(word, ending.length()))) {
        return completed(cut(word, ending.length()));
      }
    }
    return word;
  }

  /** Gives back what the ending of the past had taken: {@code hop(p)ing, fil(e)ing}. */
  private static String completed(String stem) {
    if (stem.endsWith("at") || stem.endsWith("bl") || stem.endsWith("iz")) {
      return stem + "e";
    }
    if (endsWithDoubleConsonant(stem)) {
      return "lsz".indexOf(last(stem)) < 0 ? cut(stem, 1) : stem;
    }
    return measure(stem) == 1 && endsShort(stem) ? stem + "e" : stem;
  }

  /** Step 1c. */
  private static String withoutY(String word) {
    boolean afterConsonant =
        word.endsWith("y") && word.length() > 2 && isConsonant(word, word.length() - 2);
    return afterConsonant ? cut(word, 1) + "i" : word;
  }

  /** Step 2. */
  private static String withoutDoubleEnding(String word) {
    if (word.endsWith("alli") && isMeasured(cut(word, 4))) {
      return withoutDoubleEnding(cut(word, 2));
    }
    if (word.endsWith("logi")) {
      return isMeasured(cut(word, 3)) ? cut(word, 1) : word;
    }
    return apply(DOUBLE_ENDINGS, word, PorterStemmer::isMeasured);
  }

  /** Step 5a. */
  private static String withoutE(String word) {
    if (!word.endsWith("e")) {
      return word;
    }
    String stem = cut(word, 1);
    int measure = measure(stem);
    return measure > 1 || measure == 1 && !endsShort(stem) ? stem : word;
  }

  /** Step 5b. */
  private static String withoutDoubleL(String word) {
    return word.endsWith("ll") && measure(cut(word, 1)) > 1 ? cut(word, 1) : word;
  }

  /** The first rule whose ending the word has, if what is left of the word allows it. */
  private static String apply(List<Rule> rules, String word, Predicate<String> allowed) {
    for (Rule rule : rules) {
      if (word.endsWith(rule.ending())) {
        String kept = cut(word, rule.ending().length());
        return allowed.test(kept) && allowsIon(rule, kept) ? kept + rule.replacement() : word;
      }
    }
    return word;
  }

  /** "ion" goes after s and t alone: {@code adopt(ion)}, but {@code champion}. */
  private static boolean allowsIon(Rule rule, String kept) {
    return !rule.ending().equals("ion") || kept.endsWith("s") || kept.endsWith("t");
  }

  /** Porter's m: how often a vowel is followed by a consonant. */
  static int measure(String word) {
    int measure = 0;
    for (int i = 1; i < word.length(); i++) {
      if (isConsonant(word, i) && !isConsonant(word, i - 1)) {
        measure++;
      }
    }
    return measure;
  }

  private static boolean isMeasured(String word) {
    return measure(word) > 0;
  }

  private static boolean hasVowel(String word) {
    return !IntStream.range(0, word.length()).allMatch(place -> isConsonant(word, place));
  }

  private static boolean endsWithDoubleConsonant(String word) {
    int last = word.length() - 1;
    return last > 0 && word.charAt(last) == word.charAt(last - 1) && isConsonant(word, last);
  }

  /** Porter's *o: consonant, vowel, consonant but w, x, y; or, of two letters, vowel, consonant. */
  private static boolean endsShort(String word) {
    int last = word.length() - 1;
    if (last < 1 || !isConsonant(word, last) || isConsonant(word, last - 1)) {
      return false;
    }
    return last == 1 || isConsonant(word, last - 2) && "wxy".indexOf(last(word)) < 0;
  }

  /** y is one at the beginning and after a vowel: {@code toy}, but not {@code try}. */
  private static boolean isConsonant(String word, int place) {
    int first = place;
    while (first > 0 && word.charAt(first) == 'y') {
      first--;
    }
    boolean even = (place - first) % 2 == 0;
    return isNoVowel(word.charAt(first)) == even;
  }

  private static boolean isNoVowel(char letter) {
    return "aeiou".indexOf(letter) < 0;
  }

  private static char last(String word) {
    return word.charAt(word.length() - 1);
  }

  private static String cut(String word, int letters) {
    return word.substring(0, word.length() - letters);
  }

  private static List<Rule> rules(String endings) {
    return List.of(endings.split(",")).stream().map(PorterStemmer::rule).toList();
  }

  private static Rule rule(String text) {
    int blank = text.indexOf(' ');
    return blank < 0
        ? new Rule(text, "")
        : new Rule(text.substring(0, blank), text.substring(blank + 1));
  }
}
