package org.flanspark.data.sample;

/**
 * What all or none of a group are, and a claim about one of them; label 0: it is so, 1: it is not.
 */
final class GroupClaims implements Grammar {
  @Override
  public SampleRow draw(Draw draw) {
    int label = draw.label(2);
    boolean all = draw.kind(2, 2) == 0;
    Kinds group = draw.of(Kinds.ALL);
    String town = draw.of(Island.TOWNS);
    String who = draw.of(Island.PEOPLE);
    String colour = draw.of(Island.COLOURS);
    String rule =
        all
            ? "All %s from %s are %s.".formatted(group.several(), town, colour)
            : "No %s from %s is %s.".formatted(group.one(), town, colour);
    String premise = "%s %s has a %s from %s.".formatted(rule, who, group.one(), town);
    String claim;
    if (all && label == 1 && draw.oneIn(2)) {
      claim = draw.other(Island.COLOURS, colour);
    } else {
      claim = (all == (label == 0) ? "" : "not ") + colour;
    }
    String hypothesis = "The %s that %s has is %s.".formatted(group.one(), who, claim);
    return SampleRow.of("premise", premise, "hypothesis", hypothesis, "label", label);
  }
}
