package org.flanspark.data.sample;

import java.util.List;

/**
 * Two sentences; label 1: they mean the same, 0: they do not. The second one turns the first
 * around: who gave becomes who got. Where the meaning differs, the two people changed sides, or the
 * thing is another.
 */
final class SameMeaning implements Grammar {
  private record Turn(String active, String passive) {}

  private static final List<Turn> TURNS =
      List.of(
          new Turn("{a} gave the {x} to {b}", "{b} got the {x} from {a}"),
          new Turn("{a} sold the {x} to {b}", "{b} bought the {x} from {a}"),
          new Turn("{a} lent the {x} to {b}", "{b} borrowed the {x} from {a}"),
          new Turn("{a} sent the {x} to {b}", "{b} received the {x} that {a} sent"),
          new Turn("{a} handed {b} the {x}", "the {x} was handed to {b} by {a}"));

  @Override
  public SampleRow draw(Draw draw) {
    int label = draw.label(2);
    Turn turn = draw.of(TURNS);
    List<String> people = draw.several(2, Island.PEOPLE);
    String thing = draw.of(Island.THINGS);
    String time = draw.of(Island.TIMES);
    String first = fill(turn.active(), people.get(0), people.get(1), thing);
    String second;
    if (label == 1) {
      second = fill(turn.passive(), people.get(0), people.get(1), thing);
    } else if (draw.oneIn(2)) {
      second = fill(turn.passive(), people.get(1), people.get(0), thing);
    } else {
      second = fill(turn.passive(), people.get(0), people.get(1), draw.other(Island.THINGS, thing));
    }
    return SampleRow.of(
        "sentence1",
        first + " " + time + ".",
        "sentence2",
        Island.capitalized(time) + ", " + second + ".",
        "label",
        label);
  }

  private static String fill(String pattern, String giver, String taker, String thing) {
    return pattern.replace("{a}", giver).replace("{b}", taker).replace("{x}", thing);
  }
}
