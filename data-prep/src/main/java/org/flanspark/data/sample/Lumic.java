package org.flanspark.data.sample;

import java.util.List;

/**
 * Sentences in English and in Lumic, the island's invented language, which has no articles, puts
 * the adjective after its noun and the verb last, marks several with {@code -ri} and the past with
 * {@code ta-}.
 *
 * <pre>
 * the old baker saw two boats  ->  pano gru velu sen-ri tamira      baker old two boat-s saw
 * </pre>
 */
record Lumic(String english, String lumic) {
  private record Word(String english, String lumic) {}

  private record Verb(String present, String past, String lumic) {}

  private static final List<Word> BEINGS =
      List.of(
          new Word("baker", "pano"),
          new Word("fisher", "halu"),
          new Word("farmer", "dormi"),
          new Word("child", "kiki"),
          new Word("goat", "beko"),
          new Word("dog", "wufa"),
          new Word("teacher", "sava"),
          new Word("sailor", "marno"));
  private static final List<Word> THINGS =
      List.of(
          new Word("boat", "sen"),
          new Word("lamp", "luz"),
          new Word("house", "tok"),
          new Word("tree", "arb"),
          new Word("bell", "din"),
          new Word("plum", "vim"),
          new Word("stone", "gor"),
          new Word("basket", "kesk"));
  private static final List<Word> ADJECTIVES =
      List.of(
          new Word("old", "gru"),
          new Word("small", "pip"),
          new Word("red", "rosa"),
          new Word("green", "feli"),
          new Word("good", "bena"),
          new Word("heavy", "moto"));
  private static final List<Word> NUMBERS =
      List.of(new Word("two", "velu"), new Word("three", "teru"), new Word("four", "koru"));
  private static final List<Verb> VERBS =
      List.of(
          new Verb("sees", "saw", "mira"),
          new Verb("finds", "found", "loka"),
          new Verb("sells", "sold", "venda"),
          new Verb("loves", "loved", "ami"),
          new Verb("hides", "hid", "kasha"),
          new Verb("brings", "brought", "dona"));

  static Lumic draw(Draw draw) {
    Word being = draw.of(BEINGS);
    Word quality = draw.of(ADJECTIVES);
    Verb verb = draw.of(VERBS);
    Word thing = draw.of(THINGS);
    boolean past = draw.oneIn(2);
    Lumic object = object(draw, thing);
    String subject = draw.oneIn(3) ? "" : quality.english();
    return new Lumic(
        join(
            "the", subject, being.english(), past ? verb.past() : verb.present(), object.english()),
        join(
            being.lumic(),
            subject.isEmpty() ? "" : quality.lumic(),
            object.lumic(),
            (past ? "ta" : "") + verb.lumic()));
  }

  private static Lumic object(Draw draw, Word thing) {
    if (draw.oneIn(2)) {
      Word number = draw.of(NUMBERS);
      return new Lumic(
          number.english() + " " + thing.english() + "s",
          number.lumic() + " " + thing.lumic() + "-ri");
    }
    Word quality = draw.of(ADJECTIVES);
    return new Lumic(
        "the " + quality.english() + " " + thing.english(), thing.lumic() + " " + quality.lumic());
  }

  private static String join(String... words) {
    return String.join(" ", List.of(words)).replaceAll(" +", " ");
  }
}
