package org.flanspark.tuning.inference;

import java.util.Arrays;
import java.util.PriorityQueue;
import org.flanspark.data.shard.DataException;

/**
 * The tokens that may come next, each with a value that grows with its probability: its logit, or a
 * weight in proportion to the probability.
 *
 * <p>They stand in the order of their ids: were they drawn from in the order of their weights, a
 * rounding that swaps two of nearly the same weight would change the draw.
 */
final class Candidates {
  private final int[] ids;
  private final double[] values;

  private Candidates(int[] ids, double[] values) {
    this.ids = ids;
    this.values = values;
  }

  /**
   * Every token with its logit.
   *
   * @param logits one a token
   * @throws DataException if they are not numbers
   */
  static Candidates of(float[] logits) {
    float largest = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    if (!Float.isFinite(largest)) {
      throw new DataException(
          "Cannot choose the next token: the largest logit is %s; the model's weights have diverged"
              .formatted(largest));
    }
    int[] ids = new int[logits.length];
    double[] values = new double[logits.length];
    for (int id = 0; id < ids.length; id++) {
      ids[id] = id;
      values[id] = logits[id];
    }
    return new Candidates(ids, values);
  }

  /** Those of the largest values; of equal ones those of lower id. */
  Candidates likeliest(int count) {
    if (count >= ids.length) {
      return this;
    }
    PriorityQueue<Double> largest = new PriorityQueue<>(count + 1);
    double least = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (largest.size() < count || value > least) {
        largest.add(value);
        if (largest.size() > count) {
          largest.remove();
        }
        least = largest.element();
      }
    }
    return atLeast(least, count);
  }

  /**
   * The same with weights instead of logits.
   *
   * @param temperature above 0: divides the logits
   */
  Candidates weighted(double temperature) {
    double largest = Arrays.stream(values).max().orElse(0);
    double[] weights = new double[values.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.exp((values[i] - largest) / temperature);
    }
    return new Candidates(ids, weights);
  }

  /** Of weights: the fewest that sum to a share of all. */
  Candidates nucleus(double share) {
    double total = Arrays.stream(values).sum();
    // What is lighter than this sums to less than the rest of the total, and need not be sorted.
    double floor = total * (1 - share) / ids.length;
    double[] sorted = Arrays.stream(values).filter(value -> value >= floor).sorted().toArray();
    double sum = 0;
    int count = 0;
    while (count < sorted.length && sum < share * total) {
      count++;
      sum += sorted[sorted.length - count];
    }
    return count == 0 ? this : atLeast(sorted[sorted.length - count], count);
  }

  /**
   * Of weights: one of them.
   *
   * @param share in [0, 1): how far along all weights
   */
  int draw(double share) {
    double left = share * Arrays.stream(values).sum();
    int drawn = -1;
    for (int i = 0; i < ids.length && (drawn < 0 || left >= 0); i++) {
      if (values[i] > 0) {
        drawn = ids[i];
        left -= values[i];
      }
    }
    return drawn;
  }

  int size() {
    return ids.length;
  }

  /** The first {@code count} of at least this value, of which all of a larger one are. */
  private Candidates atLeast(double least, int count) {
    int equal = count - (int) Arrays.stream(values).filter(value -> value > least).count();
    int[] keptIds = new int[count];
    double[] keptValues = new double[count];
    int kept = 0;
    for (int i = 0; i < ids.length; i++) {
      if (values[i] > least || values[i] == least && equal-- > 0) {
        keptIds[kept] = ids[i];
        keptValues[kept++] = values[i];
      }
    }
    return new Candidates(keptIds, keptValues);
  }
}
