package org.flanspark.tuning.inference;

import java.util.Arrays;
import java.util.PriorityQueue;
import org.flanspark.data.shard.DataException;

/**
 * The tokens that may come next, with weights in proportion to their probabilities.
 *
 * <p>They stand in the order of their ids: were they drawn from in the order of their weights, a
 * rounding that swaps two of nearly the same weight would change the draw.
 */
final class Candidates {
  private final int[] ids;
  private final double[] weights;

  private Candidates(int[] ids, double[] weights) {
    this.ids = ids;
    this.weights = weights;
  }

  /**
   * Every token.
   *
   * @param logits one a token
   * @param temperature above 0
   * @throws DataException if the logits are not numbers
   */
  static Candidates of(float[] logits, double temperature) {
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
    double[] weights = new double[logits.length];
    for (int id = 0; id < ids.length; id++) {
      ids[id] = id;
      weights[id] = Math.exp((logits[id] - largest) / temperature);
    }
    return new Candidates(ids, weights);
  }

  /** The heaviest; of equal ones those of lower id. */
  Candidates likeliest(int count) {
    if (count >= ids.length) {
      return this;
    }
    PriorityQueue<Double> heaviest = new PriorityQueue<>(count + 1);
    double least = Double.NEGATIVE_INFINITY;
    for (double weight : weights) {
      if (heaviest.size() < count || weight > least) {
        heaviest.add(weight);
        if (heaviest.size() > count) {
          heaviest.remove();
        }
        least = heaviest.element();
      }
    }
    return atLeast(least, count);
  }

  /** The fewest of which the weights sum to a share of all weights. */
  Candidates nucleus(double share) {
    double total = Arrays.stream(weights).sum();
    // What is lighter than this sums to less than the rest of the total, and need not be sorted.
    double floor = total * (1 - share) / ids.length;
    double[] sorted = Arrays.stream(weights).filter(weight -> weight >= floor).sorted().toArray();
    double sum = 0;
    int count = 0;
    while (count < sorted.length && sum < share * total) {
      count++;
      sum += sorted[sorted.length - count];
    }
    return count == 0 ? this : atLeast(sorted[sorted.length - count], count);
  }

  /**
   * One of them.
   *
   * @param share in [0, 1): how far along all weights
   */
  int draw(double share) {
    double left = share * Arrays.stream(weights).sum();
    int drawn = -1;
    for (int i = 0; i < ids.length && (drawn < 0 || left >= 0); i++) {
      if (weights[i] > 0) {
        drawn = ids[i];
        left -= weights[i];
      }
    }
    return drawn;
  }

  int size() {
    return ids.length;
  }

  /** The first {@code count} that weigh at least so much, of which all heavier ones are. */
  private Candidates atLeast(double least, int count) {
    int lightest = count - (int) Arrays.stream(weights).filter(weight -> weight > least).count();
    int[] keptIds = new int[count];
    double[] keptWeights = new double[count];
    int kept = 0;
    for (int i = 0; i < ids.length; i++) {
      if (weights[i] > least || weights[i] == least && lightest-- > 0) {
        keptIds[kept] = ids[i];
        keptWeights[kept++] = weights[i];
      }
    }
    return new Candidates(keptIds, keptWeights);
  }
}
