package org.flanspark.kubernetes;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import org.flanspark.kubernetes.SparkApplication.Application;

/**
 * As much of the spark-operator's {@code v1beta2} as the project uses, by its <a
 * href="https://kubeflow.github.io/spark-operator/docs/api-docs.html">reference</a>.
 */
public record ScheduledSparkApplication(
    @JsonProperty(required = true) String apiVersion,
    @JsonProperty(required = true) Kind kind,
    @JsonProperty(required = true) ObjectMeta metadata,
    @JsonProperty(required = true) Spec spec) {

  /** The one kind that this is. */
  public enum Kind {
    ScheduledSparkApplication
  }

  /** What happens where the run before is not done. */
  public enum ConcurrencyPolicy {
    Allow,
    Forbid,
    Replace
  }

  /** When, and what. */
  public record Spec(
      String schedule,
      String timeZone,
      ConcurrencyPolicy concurrencyPolicy,
      int successfulRunHistoryLimit,
      int failedRunHistoryLimit,
      Application template) {}
}
