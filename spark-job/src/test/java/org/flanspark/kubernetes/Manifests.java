package org.flanspark.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Manifests as the typed models of their kinds; what a model does not know is refused, and what a
 * schema asks for and is not there.
 */
public record Manifests(List<Object> objects) {
  private static final Pattern DOCUMENT_END = Pattern.compile("(?m)^---\\s*$");

  private static final Map<String, Class<?>> KINDS =
      Map.ofEntries(
          kind("v1", Namespace.class),
          kind("v1", ServiceAccount.class),
          kind("v1", ResourceQuota.class),
          kind("v1", LimitRange.class),
          kind("v1", PersistentVolumeClaim.class),
          kind("v1", Pod.class),
          kind("rbac.authorization.k8s.io/v1", Role.class),
          kind("rbac.authorization.k8s.io/v1", RoleBinding.class),
          kind("networking.k8s.io/v1", NetworkPolicy.class),
          kind("batch/v1", CronJob.class),
          kind("sparkoperator.k8s.io/v1beta2", SparkApplication.class),
          kind("sparkoperator.k8s.io/v1beta2", ScheduledSparkApplication.class));

  public Manifests {
    objects = List.copyOf(objects);
  }

  /**
   * Reads texts of one or more documents each.
   *
   * @throws JsonProcessingException for a field, a value or a kind that Kubernetes does not know
   */
  public static Manifests parse(List<String> texts) throws JsonProcessingException {
    List<Object> objects = new ArrayList<>();
    for (String text : texts) {
      for (String document : DOCUMENT_END.split(text)) {
        objects.add(object(document));
      }
    }
    return new Manifests(objects);
  }

  /** Reads files, and those of folders. */
  public static Manifests read(Path... places) throws IOException {
    List<String> texts = new ArrayList<>();
    for (Path place : places) {
      try (Stream<Path> files = Files.walk(place)) {
        for (Path file : files.filter(one -> one.toString().endsWith(".yaml")).sorted().toList()) {
          texts.add(Files.readString(file));
        }
      }
    }
    return parse(texts);
  }

  public <T> List<T> all(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static Object object(String document) throws JsonProcessingException {
    JsonNode tree = StrictYaml.read(document, JsonNode.class);
    String kind = tree.path("apiVersion").asText() + " " + tree.path("kind").asText();
    Class<?> type = KINDS.get(kind);
    if (type == null) {
      throw new UnknownKind(kind);
    }
    Object object = StrictYaml.read(document, type);
    KubernetesSchemas.check(type.getSimpleName(), tree);
    return object;
  }

  private static Map.Entry<String, Class<?>> kind(String version, Class<?> type) {
    return Map.entry(version + " " + type.getSimpleName(), type);
  }

  /** An apiVersion and a kind that do not go together, or that nobody here uses. */
  private static final class UnknownKind extends JsonProcessingException {
    private static final long serialVersionUID = 1L;

    UnknownKind(String kind) {
      super("Unknown kind: " + kind);
    }
  }
}
