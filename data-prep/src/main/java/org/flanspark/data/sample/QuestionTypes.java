package org.flanspark.data.sample;

import java.util.List;

/**
 * Questions by what answers them: a person, a place, a time, a number, a reason or a thing. Half of
 * the patterns do not begin with the word that gives it away.
 */
final class QuestionTypes implements Grammar {
  private static final List<List<String>> PATTERNS =
      List.of(
          List.of(
              "Who repaired the {thing} of {who}?",
              "What is the name of the {worker} in {town}?",
              "Which {worker} sold the {thing}?",
              "To whom did {who} give the {thing}?",
              "By whom was the {place} in {town} built?"),
          List.of(
              "Where did {who} leave the {thing}?",
              "In which town does the {worker} {who} live?",
              "From what harbour did the {worker} of {town} sail?",
              "To which house did {who} bring the {food}?",
              "Where in {town} is the {place}?"),
          List.of(
              "When does the {place} in {town} open?",
              "On which day did {who} buy the {thing}?",
              "In what year did the {worker} come to {town}?",
              "At what hour does {who} eat the {food}?",
              "When was the {thing} of {who} found?"),
          List.of(
              "How many {thing}s does {who} own?",
              "How much {food} did {who} eat in {town}?",
              "What is the number of {worker}s in {town}?",
              "What share of the {food} belongs to {who}?",
              "How many steps lead to the {place} of {town}?"),
          List.of(
              "Why did {who} sell the {thing}?",
              "For what reason is the {place} in {town} closed?",
              "What made the {worker} laugh at {who}?",
              "Why does the {worker} of {town} hate {food}?",
              "What caused the fire at the {place} in {town}?"),
          List.of(
              "What did {who} hide in the {thing}?",
              "Which dish does the {worker} cook for {who}?",
              "What kind of {thing} does {who} want?",
              "What is sold at the {place} in {town}?",
              "With which tool did {who} open the {thing}?"));

  @Override
  public SampleRow draw(Draw draw) {
    int label = draw.label(PATTERNS.size());
    String question =
        draw.of(PATTERNS.get(label))
            .replace("{who}", draw.of(Island.PEOPLE))
            .replace("{thing}", draw.of(Island.THINGS))
            .replace("{town}", draw.of(Island.TOWNS))
            .replace("{worker}", draw.of(Island.WORKERS))
            .replace("{place}", draw.of(Island.PLACES))
            .replace("{food}", draw.of(Island.FOODS));
    return SampleRow.of("question", question, "label", label);
  }
}
