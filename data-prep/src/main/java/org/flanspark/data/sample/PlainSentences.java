package org.flanspark.data.sample;

import java.util.List;

/** Sentences of daily life on the island, with names, commas and the three marks that end them. */
final class PlainSentences {
  private static final List<String> PATTERNS =
      List.of(
          "On {day}, {who} sold a {thing} in {town}.",
          "Where did {who} find the {thing}?",
          "Yes, the {worker} has {food}, {food2} and tea!",
          "{who}, please bring the {thing} to {town}.",
          "When it rains, {who} stays at the {place}.",
          "Has the {worker} seen {who} in {town}?",
          "What a lovely {thing}, {who}!",
          "The {worker} from {town} likes {food}, but {who} does not.",
          "{who} and the {worker} met on {day}.",
          "No, {who} went to {town} with a {thing}.");

  private PlainSentences() {}

  static String draw(Draw draw) {
    List<String> foods = draw.several(2, Island.FOODS);
    return draw.of(PATTERNS)
        .replace("{who}", draw.of(Island.PEOPLE))
        .replace("{day}", draw.of(Island.DAYS))
        .replace("{thing}", draw.of(Island.THINGS))
        .replace("{town}", draw.of(Island.TOWNS))
        .replace("{worker}", draw.of(Island.WORKERS))
        .replace("{place}", draw.of(Island.PLACES))
        .replace("{food}", foods.get(0))
        .replace("{food2}", foods.get(1));
  }

  static String withoutPunctuation(String sentence) {
    return sentence.replaceAll("[.,?!]", "");
  }
}
