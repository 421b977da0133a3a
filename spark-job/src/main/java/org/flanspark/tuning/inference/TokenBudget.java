package org.flanspark.tuning.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Splits work into batches of about as many tokens as one pass takes well. */
final class TokenBudget {
  private TokenBudget() {}

  /** Parts of a list, in order, each of at most so many tokens, but of at least one item. */
  static <T> List<List<T>> split(List<T> items, ToIntFunction<T> tokens, int mostTokens) {
    List<List<T>> batches = new ArrayList<>();
    int used = mostTokens;
    for (T item : items) {
      if (batches.isEmpty() || used + tokens.applyAsInt(item) > mostTokens) {
        batches.add(new ArrayList<>());
        used = 0;
      }
      batches.get(batches.size() - 1).add(item);
      used += tokens.applyAsInt(item);
    }
    return batches;
  }
}
