package org.flanspark.tuning.evaluation;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.flanspark.tuning.metric.MeanAndDeviation;
import org.jspecify.annotations.Nullable;

/**
 * A model's scores on the test split; null where it was not evaluated.
 *
 * @param mean of the first metric, over templates
 * @param std sample standard deviation over templates; null too where there is one template
 * @param bestDev the test score of the template that is best on validation; null where validation
 *     was not evaluated
 * @param metrics every metric, over templates
 * @param normalisations the first metric's mean over templates, by how options' log-probabilities
 *     are normalised before the likeliest is chosen; empty where text is generated
 */
public record ScoreSummary(
    @Nullable Double mean,
    @Nullable Double std,
    @Nullable Double bestDev,
    Map<String, MeanAndDeviation> metrics,
    Map<String, Double> normalisations) {
  public ScoreSummary {
    metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
    normalisations = Collections.unmodifiableMap(new TreeMap<>(normalisations));
  }
}
