package org.flanspark.tuning.metric;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * BLEU of {@link BleuTally}: sums are, for runs of 1 to 4 tokens, how many match and how many there
 * are, then the tokens of the texts and of the references.
 */
record BleuNumber() implements FirstNumber {
  private static final int LONGEST_RUN = 4;
  private static final int MATCHES = 0;
  private static final int RUNS = MATCHES + LONGEST_RUN;
  private static final int TEXT_LENGTH = RUNS + LONGEST_RUN;
  private static final int REFERENCE_LENGTH = TEXT_LENGTH + 1;

  /** How many sums there are. */
  static final int SUMS = REFERENCE_LENGTH + 1;

  @Override
  public double[] prompt(AnsweredPrompt prompt) {
    List<String> text = MtevalTokenizer.tokens(prompt.text());
    List<List<String>> references =
        prompt.question().references().stream().map(MtevalTokenizer::tokens).toList();
    double[] sums = new double[SUMS];
    for (int order = 0; order < LONGEST_RUN; order++) {
      int length = order + 1;
      sums[MATCHES + order] = NGrams.shared(NGrams.count(text, length), most(references, length));
      sums[RUNS + order] = Math.max(0, text.size() - length + 1);
    }
    sums[TEXT_LENGTH] = text.size();
    sums[REFERENCE_LENGTH] = nearestLength(text.size(), references);
    return sums;
  }

  /** For each run the most that any reference has of it. */
  private static Map<List<String>, Integer> most(List<List<String>> references, int length) {
    Map<List<String>, Integer> most = new HashMap<>();
    references.forEach(
        reference ->
            NGrams.count(reference, length)
                .forEach((run, count) -> most.merge(run, count, Math::max)));
    return most;
  }

  /** Of the reference whose length is nearest; of two as near the shorter one. */
  private static int nearestLength(int length, List<List<String>> references) {
    return references.stream()
        .map(List::size)
        .min(
            Comparator.comparingInt((Integer size) -> Math.abs(size - length))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow(
            () -> new IllegalArgumentException("Cannot score a text: it has no reference"));
  }

  @Override
  public double of(double[] sums) {
    if (sums[MATCHES] == 0 || sums[RUNS + LONGEST_RUN - 1] == 0) {
      return 0;
    }
    double logarithms = 0;
    double smoothed = 1;
    for (int order = 0; order < LONGEST_RUN; order++) {
      double matches = sums[MATCHES + order];
      smoothed = matches == 0 ? smoothed / 2 : smoothed;
      logarithms += Math.log((matches == 0 ? smoothed : matches) / sums[RUNS + order]);
    }
    return brevityPenalty(sums) * Math.exp(logarithms / LONGEST_RUN);
  }

  private static double brevityPenalty(double[] sums) {
    double text = sums[TEXT_LENGTH];
    double reference = sums[REFERENCE_LENGTH];
    return text < reference ? Math.exp(1 - reference / text) : 1;
  }
}
