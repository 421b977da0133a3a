package org.flanspark.tuning.nightly;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What the gate says of a night's model beside the model in service.
 *
 * @param promotes whether it takes the other's place
 * @param why for people
 * @param meanDifference its mean over the clusters less the other's
 * @param clusters sorted by name
 */
record Verdict(boolean promotes, String why, double meanDifference, List<ClusterGain> clusters) {
  Verdict {
    clusters = List.copyOf(clusters);
  }

  /**
   * A cluster on the prompts that both were asked.
   *
   * @param difference tonight's score less that of the model in service
   * @param low the interval's, by a paired bootstrap over examples
   */
  record ClusterGain(
      String cluster,
      long prompts,
      double inService,
      double tonight,
      double difference,
      double low,
      double high,
      @JsonProperty("p_value") double pValue) {}
}
