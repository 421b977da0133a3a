package org.flanspark.data.sample;

import java.util.List;

/**
 * A notice of a few sentences, and its headline: what happens where and when, moved or called off.
 */
final class TownNotices implements Grammar {
  private static final List<String> EVENTS =
      List.of(
          "boat race",
          "spring fair",
          "book sale",
          "lantern walk",
          "fish supper",
          "school play",
          "drum concert",
          "flower show");
  private static final List<String> CAUSES =
      List.of("heavy rain", "a strong wind", "the high water", "a broken bridge");
  private static final List<String> DETAILS =
      List.of(
          "Bring a warm coat and good shoes.",
          "Children need no ticket.",
          "The bakers will sell cake at the gate.",
          "Helpers should ask for the guard at the tower.",
          "There is room for a hundred guests.",
          "Music will be played until midnight.");

  @Override
  public SampleRow draw(Draw draw) {
    String event = draw.of(EVENTS);
    String town = draw.of(Island.TOWNS);
    List<String> days = draw.several(2, Island.DAYS);
    List<String> details = draw.several(2, DETAILS);
    String opening =
        draw.of(
            List.of(
                "The %s in %s".formatted(event, town),
                "This year's %s in %s".formatted(event, town)));
    String news;
    String headline;
    switch (draw.below(3)) {
      case 0 -> {
        news = "%s will be held on %s.".formatted(opening, days.get(0));
        headline = "%s in %s on %s".formatted(event, town, days.get(0));
      }
      case 1 -> {
        news =
            "%s was planned for %s. Because of %s it will be held on %s."
                .formatted(opening, days.get(0), draw.of(CAUSES), days.get(1));
        headline = "%s in %s moved to %s".formatted(event, town, days.get(1));
      }
      default -> {
        news =
            "%s was planned for %s. Because of %s it will not take place."
                .formatted(opening, days.get(0), draw.of(CAUSES));
        headline = "%s in %s called off".formatted(event, town);
      }
    }
    String notice = "%s %s %s".formatted(news, details.get(0), details.get(1));
    return SampleRow.of("notice", notice, "headline", Island.capitalized(headline));
  }
}
