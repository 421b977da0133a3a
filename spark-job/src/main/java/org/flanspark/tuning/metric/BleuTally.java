package org.flanspark.tuning.metric;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * BLEU (Papineni et al. 2002) of a whole corpus, as sacreBLEU computes it by default (Post 2018):
 * tokens of {@link MtevalTokenizer}, case kept, runs of 1 to 4 tokens, the brevity penalty by the
 * reference of the nearest length, and for a length of run that never matches half, a quarter, an
 * eighth ... of one match (exponential smoothing). T5, and so FLAN, tokenized otherwise ({@code
 * intl}).
 */
final class BleuTally implements Tally {
  private static final int LONGEST_RUN = 4;

  private final long[] matches = new long[LONGEST_RUN + 1];
  private final long[] runs = new long[LONGEST_RUN + 1];
  private long textLength;
  private long referenceLength;
  private int fewestReferences = Integer.MAX_VALUE;
  private int mostReferences;

  @Override
  public void add(AnsweredPrompt prompt) {
    List<String> text = MtevalTokenizer.tokens(prompt.text());
    List<List<String>> references =
        prompt.question().references().stream().map(MtevalTokenizer::tokens).toList();
    for (int length = 1; length <= LONGEST_RUN; length++) {
      runs[length] += Math.max(0, text.size() - length + 1);
      matches[length] += NGrams.shared(NGrams.count(text, length), most(references, length));
    }
    textLength += text.size();
    referenceLength += nearestLength(text.size(), references);
    fewestReferences = Math.min(fewestReferences, references.size());
    mostReferences = Math.max(mostReferences, references.size());
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
  public Map<String, Double> scores() {
    return Map.of(MetricNames.BLEU, bleu());
  }

  private double bleu() {
    if (matches[1] == 0 || runs[LONGEST_RUN] == 0) {
      return 0;
    }
    double logarithms = 0;
    double smoothed = 1;
    for (int length = 1; length <= LONGEST_RUN; length++) {
      smoothed = matches[length] == 0 ? smoothed / 2 : smoothed;
      double found = matches[length] == 0 ? smoothed : matches[length];
      logarithms += Math.log(found / runs[length]);
    }
    return brevityPenalty() * Math.exp(logarithms / LONGEST_RUN);
  }

  private double brevityPenalty() {
    return textLength < referenceLength ? Math.exp(1 - (double) referenceLength / textLength) : 1;
  }

  /** In sacreBLEU's form; the implementation is this one. */
  @Override
  public String signature() {
    String references =
        fewestReferences == mostReferences ? Integer.toString(mostReferences) : "var";
    return "nrefs:" + references + "|case:mixed|eff:no|tok:13a|smooth:exp|version:flanspark";
  }
}
