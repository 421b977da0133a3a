package org.flanspark.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flanspark.kubernetes.SparkApplication.Application;

/**
 * A pod that some manifest describes.
 *
 * @param where for messages
 */
record DeployedPod(String where, Map<String, String> labels, PodSpec spec) {
  DeployedPod {
    labels = Map.copyOf(labels);
  }

  /** Those of templates, jobs and the operator's applications. */
  static List<DeployedPod> of(Manifests manifests) {
    List<DeployedPod> pods = new ArrayList<>();
    for (Pod pod : manifests.all(Pod.class)) {
      String name = pod.getSpec().getContainers().stream().map(Container::getName).toList() + "";
      pods.add(of("Pod " + name, pod.getMetadata(), pod.getSpec()));
    }
    for (CronJob job : manifests.all(CronJob.class)) {
      PodTemplateSpec template = job.getSpec().getJobTemplate().getSpec().getTemplate();
      pods.add(of("CronJob", template.getMetadata(), template.getSpec()));
    }
    manifests.all(SparkApplication.class).forEach(one -> add(pods, "SparkApplication", one.spec()));
    manifests
        .all(ScheduledSparkApplication.class)
        .forEach(one -> add(pods, "ScheduledSparkApplication", one.spec().template()));
    return pods;
  }

  /** What it mounts of claims. */
  List<String> claims() {
    return spec.getVolumes().stream()
        .filter(volume -> volume.getPersistentVolumeClaim() != null)
        .map(volume -> volume.getPersistentVolumeClaim().getClaimName())
        .toList();
  }

  private static void add(List<DeployedPod> pods, String kind, Application application) {
    pods.add(of(kind + " driver", application.driver().template(), application.volumes()));
    pods.add(of(kind + " executor", application.executor().template(), application.volumes()));
  }

  /** The operator adds an application's volumes to both of its templates. */
  private static DeployedPod of(String where, PodTemplateSpec template, List<Volume> volumes) {
    PodSpec spec = new PodSpecBuilder(template.getSpec()).addAllToVolumes(volumes).build();
    return of(where, template.getMetadata(), spec);
  }

  private static DeployedPod of(String where, ObjectMeta metadata, PodSpec spec) {
    Map<String, String> labels = metadata == null ? Map.of() : metadata.getLabels();
    return new DeployedPod(where, labels == null ? Map.of() : labels, spec);
  }
}
