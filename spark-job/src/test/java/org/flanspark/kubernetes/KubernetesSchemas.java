package org.flanspark.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1LimitRange;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1ResourceQuota;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.io.IOException;
import java.util.Map;

/**
 * The OpenAPI schemas that Kubernetes publishes of its kinds, as its Java client was generated from
 * them: they know which fields must be there, which the typed models of {@link Manifests} do not.
 */
final class KubernetesSchemas {
  /** A kind's schema: throws where something is missing, or of another shape. */
  @FunctionalInterface
  private interface Schema {
    void check(JsonElement object) throws IOException;
  }

  private static final Schema OF_ANOTHER_MAKER = object -> {};

  private static final Map<String, Schema> SCHEMAS =
      Map.of(
          "Namespace", V1Namespace::validateJsonElement,
          "ServiceAccount", V1ServiceAccount::validateJsonElement,
          "ResourceQuota", V1ResourceQuota::validateJsonElement,
          "LimitRange", V1LimitRange::validateJsonElement,
          "PersistentVolumeClaim", V1PersistentVolumeClaim::validateJsonElement,
          "Pod", V1Pod::validateJsonElement,
          "Role", V1Role::validateJsonElement,
          "RoleBinding", V1RoleBinding::validateJsonElement,
          "NetworkPolicy", V1NetworkPolicy::validateJsonElement,
          "CronJob", V1CronJob::validateJsonElement);

  private KubernetesSchemas() {}

  /**
   * Checks an object of a known kind; those of the Spark operator have records of their own.
   *
   * @throws JsonProcessingException where it is not what its schema says
   */
  static void check(String kind, JsonNode object) throws JsonProcessingException {
    try {
      SCHEMAS.getOrDefault(kind, OF_ANOTHER_MAKER).check(JsonParser.parseString(object.toString()));
    } catch (IllegalArgumentException | IOException e) {
      throw new NotOfSchema(kind, e);
    }
  }

  /** An object that Kubernetes would refuse. */
  private static final class NotOfSchema extends JsonProcessingException {
    private static final long serialVersionUID = 1L;

    NotOfSchema(String kind, Exception reason) {
      super("Invalid " + kind + ": " + reason.getMessage(), reason);
    }
  }
}
