package org.flanspark.kubernetes.mock;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A pod of one container as a process of this machine: the image's entry point, with the pod's
 * arguments, its environment and nothing of this process's, and its volumes as folders.
 */
final class PodProcess {
  private static final String SPARK_PROPERTIES = "spark.properties";

  private final Pod pod;
  private final Container container;
  private final Path folder;
  private final String address;

  /**
   * For a pod that has a folder of its own.
   *
   * @param address the pod's
   */
  PodProcess(Pod pod, Path folder, String address) {
    this.pod = pod;
    this.container = pod.getSpec().getContainers().get(0);
    this.folder = folder;
    this.address = address;
  }

  /** The names of the config maps that have to be there before it starts. */
  static List<String> configMaps(Pod pod) {
    return pod.getSpec().getVolumes().stream()
        .filter(volume -> volume.getConfigMap() != null)
        .map(volume -> volume.getConfigMap().getName())
        .toList();
  }

  /**
   * Starts it; its output lies in the folder.
   *
   * @param configMaps by name
   * @param claims folders by the name of the claim
   * @param more environment, as a runtime for cards adds it
   */
  Process start(
      ContainerImage image,
      Map<String, ConfigMap> configMaps,
      Map<String, Path> claims,
      Map<String, String> more)
      throws IOException {
    ContainerPaths paths = paths(image, configMaps, claims);
    List<String> command = new ArrayList<>(image.entrypoint());
    command.addAll(container.getArgs());
    command.replaceAll(paths::here);
    Path work = Path.of(paths.here(image.workFolder()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(folder.resolve("stderr").toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(List.of("PATH", "LANG"));
    image.environment().forEach((name, value) -> environment.put(name, paths.here(value)));
    for (EnvVar variable : container.getEnv()) {
      environment.put(variable.getName(), paths.here(value(variable)));
    }
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("SPARK_LOCAL_IP", address);
    environment.putAll(more);
    environment.merge(
        "JAVA_TOOL_OPTIONS",
        "-Djava.io.tmpdir=%1$s -Duser.home=%1$s".formatted(paths.here("/tmp")),
        (given, temporary) -> given + " " + temporary);
    return builder.start();
  }

  private ContainerPaths paths(
      ContainerImage image, Map<String, ConfigMap> configMaps, Map<String, Path> claims)
      throws IOException {
    Map<String, Path> mounts = new LinkedHashMap<>();
    for (VolumeMount mount : container.getVolumeMounts()) {
      Volume volume =
          pod.getSpec().getVolumes().stream()
              .filter(one -> one.getName().equals(mount.getName()))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("Missing volume " + mount.getName()));
      mounts.put(mount.getMountPath(), folder(volume, configMaps, claims));
    }
    ContainerPaths paths = image.paths().with(mounts);
    // Spark's properties hold paths of the container as well.
    for (Path mount : mounts.values()) {
      Path properties = mount.resolve(SPARK_PROPERTIES);
      if (Files.exists(properties)) {
        Files.writeString(properties, paths.here(Files.readString(properties)));
      }
    }
    return paths;
  }

  private Path folder(Volume volume, Map<String, ConfigMap> configMaps, Map<String, Path> claims)
      throws IOException {
    if (volume.getPersistentVolumeClaim() != null) {
      String claim = volume.getPersistentVolumeClaim().getClaimName();
      if (!claims.containsKey(claim)) {
        throw new IllegalStateException("Missing claim " + claim);
      }
      return claims.get(claim);
    }
    Path created = Files.createDirectories(folder.resolve("volumes").resolve(volume.getName()));
    if (volume.getConfigMap() != null) {
      Map<String, String> data = configMaps.get(volume.getConfigMap().getName()).getData();
      List<KeyToPath> items = volume.getConfigMap().getItems();
      Stream<KeyToPath> files =
          items.isEmpty()
              ? data.keySet().stream().map(key -> new KeyToPath(key, null, key))
              : items.stream();
      for (KeyToPath file : files.toList()) {
        Files.writeString(created.resolve(file.getPath()), data.get(file.getKey()));
      }
    } else if (volume.getEmptyDir() == null) {
      throw new IllegalStateException("Unknown kind of volume " + volume);
    }
    return created;
  }

  private String value(EnvVar variable) {
    if (variable.getValueFrom() == null) {
      return variable.getValue() == null ? "" : variable.getValue();
    }
    String field = variable.getValueFrom().getFieldRef().getFieldPath();
    return switch (field) {
      case "status.podIP" -> address;
      case "metadata.name" -> pod.getMetadata().getName();
      default -> throw new IllegalStateException("Unknown field " + field);
    };
  }
}
