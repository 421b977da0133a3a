package org.flanspark.data.sample;

import java.util.List;
import java.util.Map;

/** Questions about the animals of the island, which live nowhere else, with four choices each. */
final class AnimalChoices implements Grammar {
  private record Trait(String name, List<String> values, List<String> questions) {}

  private static final List<String> ANIMALS =
      List.of(
          "murl",
          "tibbet",
          "norrow",
          "pellin",
          "gask",
          "fendle",
          "yimmer",
          "brock-hen",
          "sarl",
          "wattle",
          "quib",
          "dorn",
          "lisk",
          "humble-cat",
          "napper",
          "rill");
  private static final List<Trait> TRAITS =
      List.of(
          new Trait(
              "food",
              List.of("moss", "snails", "nuts", "reeds", "berries", "small fish"),
              List.of(
                  "What does a {animal} eat?",
                  "Which food does a hungry {animal} look for?",
                  "What should a keeper feed to a {animal}?")),
          new Trait(
              "home",
              List.of("caves", "hollow trees", "sand dunes", "wet meadows", "old walls", "ponds"),
              List.of(
                  "Where does a {animal} live?",
                  "In what kind of place would you find a {animal}?",
                  "Where does a {animal} raise its young?")),
          new Trait(
              "coat",
              List.of("striped", "spotted", "golden", "silver", "black", "snow-white"),
              List.of(
                  "What does the coat of a {animal} look like?",
                  "How would you describe the fur of a {animal}?",
                  "Which word fits the coat of a {animal}?")),
          new Trait(
              "sound",
              List.of("a whistle", "a growl", "a click", "a hum", "a bark", "no sound"),
              List.of(
                  "What sound does a {animal} make?",
                  "What do you hear when a {animal} calls?",
                  "Which sound tells you that a {animal} is near?")));

  @Override
  public SampleRow draw(Draw draw) {
    Trait trait = draw.of(TRAITS);
    String animal = draw.of(ANIMALS);
    String right = draw.fixed(trait.name() + "/" + animal).of(trait.values());
    List<String> wrong =
        draw.several(3, trait.values().stream().filter(value -> !value.equals(right)).toList());
    String question = draw.of(trait.questions()).replace("{animal}", animal);
    return SampleRow.choice(Map.of("question", question), right, wrong, draw);
  }
}
