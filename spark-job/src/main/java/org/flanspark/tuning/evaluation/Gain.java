package org.flanspark.tuning.evaluation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.flanspark.tuning.metric.Interval;

/**
 * One score less another of the same examples.
 *
 * @param difference of the scores
 * @param interval where it lies, by a paired bootstrap over examples
 * @param pValue two-sided, of there being none
 * @param adjustedPValue the same, corrected for all tasks or all clusters that are compared (Holm
 *     1979)
 */
public record Gain(
    double difference,
    Interval interval,
    double pValue,
    @JsonProperty("adjusted_p_value") double adjustedPValue) {
  /** Whether it would be found by chance in fewer than one of twenty tables like this. */
  @JsonIgnore
  public boolean isSignificant() {
    return adjustedPValue < 0.05;
  }
}
