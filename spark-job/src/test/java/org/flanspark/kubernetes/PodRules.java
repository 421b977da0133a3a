package org.flanspark.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a pod must keep to: level {@code restricted} of the <a
 * href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security
 * Standards</a>, and a root file system that nobody writes to.
 */
public final class PodRules {
  private final List<String> problems = new ArrayList<>();
  private final String where;

  private PodRules(String where) {
    this.where = where;
  }

  /** What is wrong with it, each with where that is. */
  public static List<String> problems(String where, PodSpec pod) {
    PodRules rules = new PodRules(where);
    rules.check(pod);
    return List.copyOf(rules.problems);
  }

  private void check(PodSpec pod) {
    PodSecurityContext context = pod.getSecurityContext();
    if (context == null) {
      problems.add(where + ": no securityContext");
      return;
    }
    require(Boolean.TRUE.equals(context.getRunAsNonRoot()), "runAsNonRoot is not true");
    require(context.getRunAsUser() != null && context.getRunAsUser() > 0, "runs as root");
    require(
        context.getSeccompProfile() != null
            && "RuntimeDefault".equals(context.getSeccompProfile().getType()),
        "seccompProfile is not RuntimeDefault");
    require(
        !Boolean.TRUE.equals(pod.getHostNetwork()) && !Boolean.TRUE.equals(pod.getHostPID()),
        "shares the node's network or processes");
    Map<String, Volume> volumes =
        pod.getVolumes().stream().collect(Collectors.toMap(Volume::getName, volume -> volume));
    for (Volume volume : volumes.values()) {
      require(volume.getHostPath() == null, volume.getName() + " is a folder of the node");
    }
    require(!pod.getContainers().isEmpty(), "no container");
    pod.getContainers().forEach(container -> check(container, volumes));
  }

  private void check(Container container, Map<String, Volume> volumes) {
    SecurityContext context = container.getSecurityContext();
    require(context != null, "container without securityContext");
    if (context != null) {
      require(
          Boolean.FALSE.equals(context.getAllowPrivilegeEscalation()),
          "allowPrivilegeEscalation is not false");
      require(
          Boolean.TRUE.equals(context.getReadOnlyRootFilesystem()),
          "readOnlyRootFilesystem is not true");
      require(
          context.getCapabilities() != null
              && context.getCapabilities().getDrop().equals(List.of("ALL"))
              && context.getCapabilities().getAdd().isEmpty(),
          "capabilities are not dropped");
      require(context.getRunAsUser() == null || context.getRunAsUser() > 0, "runs as root");
    }
    boolean writable = false;
    for (VolumeMount mount : container.getVolumeMounts()) {
      Volume volume = volumes.get(mount.getName());
      require(volume != null, "mounts %s, which is no volume".formatted(mount.getName()));
      writable |=
          mount.getMountPath().equals("/tmp") && volume != null && volume.getEmptyDir() != null;
    }
    require(writable, "/tmp is not writable");
  }

  private void require(boolean right, String otherwise) {
    if (!right) {
      problems.add(where + ": " + otherwise);
    }
  }
}
