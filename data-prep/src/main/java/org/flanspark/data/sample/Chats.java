package org.flanspark.data.sample;

import java.util.List;

/** A short chat of two people about an errand, and what they agreed on. */
final class Chats implements Grammar {
  private static final List<String> HOURS =
      List.of("at noon", "at six", "after school", "tonight", "tomorrow", "on Sunday");
  private static final List<String> GREETINGS =
      List.of("Hello!", "Good morning.", "Are you there?");

  @Override
  public SampleRow draw(Draw draw) {
    List<String> people = draw.several(2, Island.PEOPLE);
    String asking = people.get(0);
    String asked = people.get(1);
    String thing = draw.of(draw.oneIn(2) ? Island.THINGS : Island.FOODS);
    String place = draw.of(Island.PLACES);
    String hour = draw.of(HOURS);
    String request =
        "%s: %s Can you bring the %s to the %s?"
            .formatted(asking, draw.of(GREETINGS), thing, place);
    return switch (draw.below(3)) {
      case 0 ->
          row(
              request,
              "%s: Yes, I will be there %s.".formatted(asked, hour),
              "%s will bring the %s to the %s %s.".formatted(asked, thing, place, hour));
      case 1 ->
          row(
              request,
              "%s: Sorry, I am busy %s.".formatted(asked, hour),
              "%s cannot bring the %s to the %s.".formatted(asked, thing, place));
      default ->
          row(
              request,
              "%s: No, but come and get it %s.".formatted(asked, hour),
              "%s will get the %s from %s %s.".formatted(asking, thing, asked, hour));
    };
  }

  private static SampleRow row(String request, String reply, String summary) {
    return SampleRow.of("chat", request + "\n" + reply, "summary", summary);
  }
}
