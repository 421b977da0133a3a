package org.flanspark.data.sample;

import java.util.ArrayList;
import java.util.List;
import org.flanspark.data.shard.StableHash;

/** The random choices of one row, each a hash of the seed, the purpose, the attempt and its turn. */
final class Draw {
  private final long seed;
  private final String purpose;
  private final int attempt;
  private final int turn;
  private int choices;

  /**
   * @param attempt another attempt gives other choices
   * @param turn the number of the row in its split
   */
  Draw(long seed, String purpose, int attempt, int turn) {
    this.seed = seed;
    this.purpose = purpose;
    this.attempt = attempt;
    this.turn = turn;
  }

  /** The row's label among {@code count}: labels take turns, so each split is balanced. */
  int label(int count) {
    return turn % count;
  }

  /** The row's kind among {@code count}, independent of its label among {@code labels}. */
  int kind(int count, int labels) {
    return turn / labels % count;
  }

  /** Choices that hold for the whole sample: the same in every row that asks for the same matter. */
  Draw fixed(String matter) {
    return new Draw(seed, "fixed/" + matter, 0, 0);
  }

  int below(int bound) {
    return StableHash.below(bound, seed, "sample", purpose, attempt, choices++);
  }

  boolean oneIn(int count) {
    return below(count) == 0;
  }

  <T> T of(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** One of the choices that is not {@code taken}. */
  <T> T other(List<T> choices, T taken) {
    return of(choices.stream().filter(choice -> !choice.equals(taken)).toList());
  }

  /** The choices in random order. */
  <T> List<T> shuffled(List<T> choices) {
    return several(choices.size(), choices);
  }

  /** So many different ones of the choices, in random order. */
  <T> List<T> several(int count, List<T> choices) {
    List<T> rest = new ArrayList<>(choices);
    List<T> several = new ArrayList<>();
    while (several.size() < count) {
      several.add(rest.remove(below(rest.size())));
    }
    return several;
  }
}
