package org.flanspark.data.sample;

import java.util.List;

/** Two questions; label 1: whoever knows the answer to one knows the other's, 0: not so. */
final class SameQuestion implements Grammar {
  private static final List<TownFact> FACTS = List.of(TownFact.values());

  @Override
  public SampleRow draw(Draw draw) {
    int label = draw.label(2);
    TownFact fact = draw.of(FACTS);
    String town = draw.of(Island.TOWNS);
    String first = fact.question(town, draw);
    String second = first;
    while (second.equals(first)) {
      second = second(label, fact, town, draw);
    }
    return SampleRow.of("question1", first, "question2", second, "label", label);
  }

  private static String second(int label, TownFact fact, String town, Draw draw) {
    if (label == 1) {
      return fact.question(town, draw);
    }
    return draw.oneIn(2)
        ? draw.other(FACTS, fact).question(town, draw)
        : fact.question(draw.other(Island.TOWNS, town), draw);
  }
}
