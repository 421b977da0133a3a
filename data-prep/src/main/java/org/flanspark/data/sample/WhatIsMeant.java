package org.flanspark.data.sample;

import java.util.List;

/** A thing, something it should go into, and an "it" that means one of the two. */
final class WhatIsMeant implements Grammar {
  private record Reason(boolean thing, String text) {}

  private static final List<String> CONTAINERS =
      List.of("box", "bag", "chest", "drawer", "barrel", "cart", "cupboard", "bucket");
  private static final List<Reason> REASONS =
      List.of(
          new Reason(true, "too big"),
          new Reason(true, "too long"),
          new Reason(true, "too wide"),
          new Reason(false, "too small"),
          new Reason(false, "too short"),
          new Reason(false, "too narrow"),
          new Reason(false, "already full"));

  @Override
  public SampleRow draw(Draw draw) {
    Reason reason = draw.of(REASONS);
    String thing = draw.of(Island.THINGS);
    String container = draw.of(CONTAINERS);
    String sentence =
        draw.of(
                List.of(
                    "{who} could not put the {x} into the {y} because it was {reason}.",
                    "The {x} that {who} brought did not fit into the {y} because it was {reason}."))
            .replace("{who}", draw.of(Island.PEOPLE))
            .replace("{x}", thing)
            .replace("{y}", container)
            .replace("{reason}", reason.text());
    String right = "the " + (reason.thing() ? thing : container);
    String wrong = "the " + (reason.thing() ? container : thing);
    return SampleRow.choice(
        SampleRow.columns("sentence", sentence, "question", "What was " + reason.text() + "?"),
        right,
        List.of(wrong),
        draw);
  }
}
