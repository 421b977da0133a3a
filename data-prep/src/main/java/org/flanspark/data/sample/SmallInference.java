package org.flanspark.data.sample;

import java.util.List;

/**
 * Premise and hypothesis; label 0: it follows, 1: it may be so, 2: it cannot be. What follows says
 * less or names a wider kind, what may be adds something, what cannot be denies or changes a part.
 */
final class SmallInference implements Grammar {
  private record Verb(String past, String plain) {}

  private static final List<Verb> VERBS =
      List.of(
          new Verb("bought", "buy"),
          new Verb("sold", "sell"),
          new Verb("painted", "paint"),
          new Verb("counted", "count"),
          new Verb("found", "find"),
          new Verb("carried", "carry"));
  private static final List<String> ADDITIONS =
      List.of(
          "for a friend",
          "for the second time",
          "with a song",
          "to please the teacher",
          "because of the rain",
          "in a great hurry");

  @Override
  public SampleRow draw(Draw draw) {
    int label = draw.label(3);
    String who = draw.of(Island.PEOPLE);
    Verb verb = draw.of(VERBS);
    Kinds what = draw.of(Kinds.ALL);
    String number = draw.of(Island.NUMBERS);
    String colour = draw.of(Island.COLOURS);
    String place = draw.of(Island.PLACES);
    String premise =
        "%s %s %s %s %s at the %s."
            .formatted(who, verb.past(), number, colour, what.several(), place);
    String hypothesis =
        switch (label) {
          case 0 ->
              draw.of(
                  List.of(
                      "%s %s some %s.".formatted(who, verb.past(), what.several()),
                      "%s %s %s.".formatted(who, verb.past(), what.kind()),
                      "%s %s %s %s.".formatted(who, verb.past(), number, what.several()),
                      "Someone %s %s %s.".formatted(verb.past(), colour, what.several()),
                      "%s was at the %s.".formatted(who, place)));
          case 1 ->
              "%s %s %s %s."
                  .formatted(
                      who,
                      verb.past(),
                      draw.of(List.of(what.several(), what.kind())),
                      draw.of(ADDITIONS));
          default ->
              draw.of(
                  List.of(
                      "%s did not %s any %s.".formatted(who, verb.plain(), what.several()),
                      "%s never %s %s.".formatted(who, verb.past(), what.kind()),
                      "Nobody %s any %s.".formatted(verb.past(), what.several()),
                      "The %s were all %s."
                          .formatted(what.several(), draw.other(Island.COLOURS, colour)),
                      "%s was not at the %s.".formatted(who, place)));
        };
    return SampleRow.of("premise", premise, "hypothesis", hypothesis, "label", label);
  }
}
