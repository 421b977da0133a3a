package org.flanspark.data.sample;

import java.util.List;

/**
 * The card of an inn, field by field, and sentences that say the same; the first one is the target.
 */
final class InnCards implements Grammar {
  private static final List<String> SIGNS =
      List.of("Anchor", "Lantern", "Swan", "Plough", "Heron", "Barrel", "Compass", "Clover");
  private static final List<String> PRICES = List.of("low", "fair", "high");

  @Override
  public SampleRow draw(Draw draw) {
    String name = "The " + draw.of(SIGNS);
    String town = draw.of(Island.TOWNS);
    String food = draw.of(Island.FOODS);
    String price = draw.of(PRICES);
    boolean garden = draw.oneIn(2);
    String card =
        "name: %s | town: %s | food: %s | prices: %s | garden: %s"
            .formatted(name, town, food, price, garden ? "yes" : "no");
    String ending = garden ? "It has a garden." : "It has no garden.";
    List<String> sentences =
        List.of(
            "%s in %s serves %s at %s prices. %s".formatted(name, town, food, price, ending),
            "%s is an inn in %s with %s prices that serves %s. %s"
                .formatted(name, town, price, food, ending));
    return SampleRow.of("card", card, "sentences", sentences);
  }
}
