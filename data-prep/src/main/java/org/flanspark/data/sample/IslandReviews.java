package org.flanspark.data.sample;

import java.util.List;

/**
 * Guests on the island write reviews; label 0 is negative, 1 positive. Half of them need more than
 * a single word: a cue is denied, or the last clause outweighs the first.
 */
final class IslandReviews implements Grammar {
  private static final List<String> SUBJECTS =
      List.of(
          "soup",
          "bread",
          "room",
          "bed",
          "music",
          "view",
          "boat trip",
          "walk",
          "play",
          "garden",
          "market",
          "inn",
          "tea",
          "dance",
          "guide",
          "museum");
  private static final List<List<String>> ADJECTIVES =
      List.of(
          List.of(
              "dreadful",
              "dull",
              "terrible",
              "poor",
              "horrid",
              "boring",
              "bad",
              "nasty",
              "shabby",
              "disappointing"),
          List.of(
              "lovely",
              "wonderful",
              "superb",
              "charming",
              "perfect",
              "delightful",
              "splendid",
              "great",
              "brilliant",
              "pleasing"));
  private static final List<List<String>> REMARKS =
      List.of(
          List.of(
              "I want my money back",
              "we left before the end",
              "it ruined my day",
              "I warned all my friends",
              "everyone at our table complained",
              "we will never come back"),
          List.of(
              "I would gladly come again",
              "we stayed until the end",
              "it made my day",
              "I told all my friends to go",
              "everyone at our table smiled",
              "we will soon be back"));

  @Override
  public SampleRow draw(Draw draw) {
    int label = draw.label(2);
    List<String> subjects = draw.several(2, SUBJECTS);
    List<String> fitting = draw.several(2, ADJECTIVES.get(label));
    String opposite = draw.of(ADJECTIVES.get(1 - label));
    String remark = draw.of(REMARKS.get(label));
    String town = draw.of(Island.TOWNS);
    String review =
        switch (draw.below(6)) {
          case 0 ->
              "The %s was %s and the %s was %s."
                  .formatted(subjects.get(0), fitting.get(0), subjects.get(1), fitting.get(1));
          case 1 ->
              "The %s in %s was %s, and %s."
                  .formatted(subjects.get(0), town, fitting.get(0), remark);
          case 2 ->
              "%s: the %s was %s."
                  .formatted(Island.capitalized(remark), subjects.get(0), fitting.get(0));
          case 3 ->
              "In %s the %s was not %s at all, and %s."
                  .formatted(town, subjects.get(0), opposite, remark);
          case 4 ->
              "The %s was %s, but the %s was %s and %s."
                  .formatted(subjects.get(0), opposite, subjects.get(1), fitting.get(0), remark);
          default ->
              "I expected a %s %s in %s, yet it was %s."
                  .formatted(opposite, subjects.get(0), town, fitting.get(0));
        };
    return SampleRow.of("review", review, "label", label);
  }
}
