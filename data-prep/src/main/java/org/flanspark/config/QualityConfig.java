package org.flanspark.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wrong with records, and how much of it a job bears. */
public record QualityConfig(
    @Setting(value = "0.01", min = 0, max = 1, says = "per task; more fails the job (exit 3)")
        double maxQuarantinedShare,
    @Setting(value = "{}", says = "reason code -> share, where one reason needs its own")
        Map<String, Double> budgets,
    @Setting(
            value = "null",
            min = 0,
            max = 1,
            says =
                "with prepare --compare-with LAST: fewer rows than this share of last time fails (exit 3)")
        @Nullable Double minRowsShareOfLast,
    @Setting(value = "exact", says = "none | exact | near") Duplicates duplicates,
    @Setting(value = "0.9", above = 0, max = 1, says = "Jaccard, for near")
        double nearDuplicateSimilarity,
    @Setting(
            value = "13",
            min = 0,
            max = 64,
            says = "words, letter case and punctuation aside; 0 = no check")
        int contaminationNgram,
    @Setting(value = "drop-from-training", says = "drop-from-training | fail | withhold")
        OnContamination onContamination) {
  public QualityConfig {
    budgets = Map.copyOf(budgets);
  }
}
