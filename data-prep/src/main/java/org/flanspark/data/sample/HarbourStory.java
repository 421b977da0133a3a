package org.flanspark.data.sample;

import java.util.List;

/**
 * Three sentences about three people: one went somewhere, one bought food, one lost a thing, in any
 * order.
 */
record HarbourStory(
    String goer, String place, String buyer, String food, String loser, String thing, String text) {
  static HarbourStory draw(Draw draw) {
    List<String> people = draw.several(3, Island.PEOPLE);
    String place = draw.of(Island.PLACES);
    String food = draw.of(Island.FOODS);
    String thing = draw.of(Island.THINGS);
    List<String> sentences =
        List.of(
            draw.of(List.of("%s went to the %s.", "%s walked over to the %s."))
                .formatted(people.get(0), place),
            draw.of(List.of("%s bought some %s.", "%s paid for the %s."))
                .formatted(people.get(1), food),
            draw.of(List.of("%s lost a %s.", "%s could not find the %s."))
                .formatted(people.get(2), thing));
    return new HarbourStory(
        people.get(0),
        place,
        people.get(1),
        food,
        people.get(2),
        thing,
        String.join(" ", draw.shuffled(sentences)));
  }
}
