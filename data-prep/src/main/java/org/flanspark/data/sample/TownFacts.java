package org.flanspark.data.sample;

import java.util.List;

/**
 * Facts about the towns: every fact is asked for in several wordings, so a question of the test
 * split is new and its fact is not.
 */
final class TownFacts implements Grammar {
  private static final List<TownFact> FACTS = List.of(TownFact.values());

  @Override
  public SampleRow draw(Draw draw) {
    TownFact fact = draw.of(FACTS);
    String town = draw.of(Island.TOWNS);
    return SampleRow.of("question", fact.question(town, draw), "answer", fact.of(town, draw));
  }
}
