package org.flanspark.data.sample;

import java.util.ArrayList;
import java.util.List;
import org.flanspark.data.shard.StableHash;

/**
 * The random choices of one row: a hash of the seed, the purpose and the attempt, continued by
 * SplitMix64 (Steele et al., 2014, "Fast Splittable Pseudorandom Number Generators").
 */
final class Draw {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private final long seed;
  private final int turn;
  private long state;

  /**
   * @param attempt another attempt gives other choices
   * @param turn the number of the row in its split
   */
  Draw(long seed, String purpose, int attempt, int turn) {
    this.seed = seed;
    this.turn = turn;
    this.state = StableHash.of(seed, "sample", purpose, attempt);
  }

  /** The row's label among {@code count}: labels take turns, so each split is balanced. */
  int label(int count) {
    return turn % count;
  }

  /** The row's kind among {@code count}, independent of its label among {@code labels}. */
  int kind(int count, int labels) {
    return turn / labels % count;
  }

  /**
   * Choices that hold for the whole sample: the same in every row that asks for the same matter.
   */
  Draw fixed(String matter) {
    return new Draw(seed, "fixed/" + matter, 0, 0);
  }

  int below(int bound) {
    state += GOLDEN_GAMMA;
    long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return (int) Math.floorMod(mixed ^ (mixed >>> 31), (long) bound);
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
