package org.flanspark.kubernetes;

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
public record SparkApplication(
    @JsonProperty(required = true) String apiVersion,
    @JsonProperty(required = true) Kind kind,
    @JsonProperty(required = true) ObjectMeta metadata,
    @JsonProperty(required = true) Application spec) {

  /** The one kind that this is. */
  public enum Kind {
    SparkApplication
  }

  /** What the application is written in. */
  public enum Language {
    Java,
    Scala,
    Python,
    R
  }

  /** Where the driver is: the operator knows no other place. */
  public enum Mode {
    cluster
  }

  /** Whether an application that has ended is run again. */
  public enum Restart {
    Never,
    OnFailure,
    Always
  }

  /** An application to submit, at once or on a schedule. */
  public record Application(
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

  /** See {@link Restart}. */
  public record RestartPolicy(Restart type) {}

  /** The driver's pod. */
  public record Driver(
      int cores,
      String memory,
      String memoryOverhead,
      String serviceAccount,
      PodTemplateSpec template) {}

  /** The pods of all executors. */
  public record Executor(
      int instances, int cores, String memory, String memoryOverhead, PodTemplateSpec template) {}
}
