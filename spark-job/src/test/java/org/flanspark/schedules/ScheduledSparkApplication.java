package org.flanspark.schedules;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import java.util.Map;

/**
 * As much of the spark-operator's {@code v1beta2} as the project uses, by its <a
 * href="https://kubeflow.github.io/spark-operator/docs/api-docs.html">reference</a>.
 */
record ScheduledSparkApplication(
    @JsonProperty(required = true) String apiVersion,
    @JsonProperty(required = true) Kind kind,
    @JsonProperty(required = true) ObjectMeta metadata,
    @JsonProperty(required = true) Spec spec) {

  enum Kind {
    ScheduledSparkApplication
  }

  enum ConcurrencyPolicy {
    Allow,
    Forbid,
    Replace
  }

  enum Language {
    Java,
    Scala,
    Python,
    R
  }

  enum Mode {
    cluster
  }

  enum Restart {
    Never,
    OnFailure,
    Always
  }

  record Spec(
      String schedule,
      String timeZone,
      ConcurrencyPolicy concurrencyPolicy,
      int successfulRunHistoryLimit,
      int failedRunHistoryLimit,
      Application template) {}

  record Application(
      Language type,
      Mode mode,
      String sparkVersion,
      String image,
      String mainClass,
      String mainApplicationFile,
      List<String> arguments,
      RestartPolicy restartPolicy,
      Map<String, String> sparkConf,
      List<Volume> volumes,
      Driver driver,
      Executor executor) {}

  record RestartPolicy(Restart type) {}

  record Driver(
      int cores,
      String memory,
      String memoryOverhead,
      String serviceAccount,
      PodTemplateSpec template) {}

  record Executor(
      int instances, int cores, String memory, String memoryOverhead, PodTemplateSpec template) {}
}
