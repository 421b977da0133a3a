package org.flanspark.tuning.metric;

import java.util.Map;

/**
 * BLEU (Papineni et al. 2002) of a whole corpus, as sacreBLEU computes it by default (Post 2018):
 * tokens of {@link MtevalTokenizer}, case kept, runs of 1 to 4 tokens, the brevity penalty by the
 * reference of the nearest length, and for a length of run that never matches half, a quarter, an
 * eighth ... of one match (exponential smoothing). T5, and so FLAN, tokenized otherwise ({@code
 * intl}).
 */
final class BleuTally implements Tally {
  private static final BleuNumber BLEU = new BleuNumber();

  private final double[] sums = new double[BleuNumber.SUMS];
  private int fewestReferences = Integer.MAX_VALUE;
  private int mostReferences;

  @Override
  public void add(AnsweredPrompt prompt) {
    Sums.add(sums, BLEU.prompt(prompt));
    int references = prompt.question().references().size();
    fewestReferences = Math.min(fewestReferences, references);
    mostReferences = Math.max(mostReferences, references);
  }

  @Override
  public Map<String, Double> scores() {
    return Map.of(MetricNames.BLEU, BLEU.of(sums));
  }

  /** In sacreBLEU's form; the implementation is this one. */
  @Override
  public String signature() {
    String references =
        fewestReferences == mostReferences ? Integer.toString(mostReferences) : "var";
    return "nrefs:" + references + "|case:mixed|eff:no|tok:13a|smooth:exp|version:flanspark";
  }
}
