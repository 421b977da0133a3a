package org.flanspark.data.sample;

import java.util.List;

/** What can be known about a town of the island, and the ways to ask for it. */
enum TownFact {
  RIVER(
      List.of(
          "Amble", "Sorn", "Wick", "Lathe", "Moss", "Tarn", "Brill", "Ouse", "Keld", "Yarrow",
          "Fenn", "Dray"),
      "Which river flows through {town}?",
      "What is the name of the river in {town}?",
      "The people of {town} fish in a river. Which one?",
      "On which river does {town} lie?",
      "Name the river that runs past {town}."),
  FLAG(
      Island.COLOURS,
      "What colour is the flag of {town}?",
      "Which colour does {town} have on its flag?",
      "The flag that flies over {town}: which colour is it?",
      "In what colour is the flag of {town} sewn?",
      "Name the colour of the banner of {town}."),
  MARKET(
      Island.DAYS,
      "On which day is the market held in {town}?",
      "When is market day in {town}?",
      "Farmers bring their goods to {town} once a week. On what day?",
      "Which day of the week is market day in {town}?",
      "Name the day of the weekly market in {town}."),
  DISH(
      Island.FOODS,
      "What food is {town} known for?",
      "Which food do cooks in {town} make best?",
      "Visitors come to {town} for its food. Which one?",
      "What do people eat at every feast in {town}?",
      "Name the food that made {town} famous."),
  FOUNDER(
      Island.PEOPLE,
      "Who founded {town}?",
      "Who built the first house in {town}?",
      "Whose statue, that of its founder, stands in {town}?",
      "Which person is called the founder of {town}?",
      "Name the one who started {town}.");

  private static final List<String> TOWN_FORMS = List.of("{town}", "the town of {town}");

  private final List<String> values;
  private final List<String> questions;

  TownFact(List<String> values, String... questions) {
    this.values = values;
    this.questions = List.of(questions);
  }

  /** The answer, which depends on the seed alone. */
  String of(String town, Draw draw) {
    return draw.fixed(name() + "/" + town).of(values);
  }

  /** One of the questions. */
  String question(String town, Draw draw) {
    return draw.of(questions).replace("{town}", draw.of(TOWN_FORMS)).replace("{town}", town);
  }
}
