package org.flanspark.kubernetes.mock;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.flanspark.kubernetes.mock.ObjectStore.Event;
import org.flanspark.kubernetes.mock.ObjectStore.Key;

/**
 * As much of the Kubernetes API as Spark asks for, over plain HTTP on the loopback interface:
 * namespaced objects with watches and server-side apply, callers known by their tokens, and roles
 * that are heeded.
 */
final class ApiServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new YAMLMapper();
  private static final String APPLY = "application/apply-patch+yaml";
  private static final List<String> MERGE =
      List.of("application/merge-patch+json", "application/strategic-merge-patch+json");
  private static final Map<String, String> KINDS =
      Map.of(
          "pods", "Pod",
          "services", "Service",
          "configmaps", "ConfigMap",
          "persistentvolumeclaims", "PersistentVolumeClaim");

  private final ObjectStore store;
  private final AccessRules access;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Caller> callers = new HashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** A request that was made, and whether it was allowed. */
  record Asked(Caller caller, String resource, String verb, boolean allowed) {}

  /** An answer that is no success. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String reason;

    Refusal(int code, String reason, String message) {
      super(message);
      this.code = code;
      this.reason = reason;
    }
  }

  /**
   * Starts it, at a port that was free.
   *
   * @param callers all that there are: others are unauthorized
   */
  ApiServer(ObjectStore store, AccessRules access, List<Caller> callers) throws IOException {
    this.store = store;
    this.access = access;
    callers.forEach(caller -> this.callers.put(caller.token(), caller));
    http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    http.createContext("/", this::handle);
    http.setExecutor(threads);
    http.start();
  }

  String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** Every request so far. */
  List<Asked> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    store.close();
    http.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    // Not closed before a refusal is said.
    try (exchange) {
      try {
        answer(exchange);
      } catch (Refusal refusal) {
        send(exchange, refusal.code, status(refusal));
      } catch (IllegalArgumentException e) {
        send(exchange, 400, status(new Refusal(400, "BadRequest", String.valueOf(e.getMessage()))));
      }
    }
  }

  private void answer(HttpExchange exchange) throws Refusal, IOException {
    ApiRequest request = ApiRequest.of(exchange.getRequestMethod(), exchange.getRequestURI());
    Caller caller = caller(exchange);
    permit(caller, request, request.verb());
    if (request.verb().equals("watch")) {
      watch(exchange, request);
    } else {
      send(exchange, 200, answer(exchange, caller, request));
    }
  }

  private Caller caller(HttpExchange exchange) throws Refusal {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    Caller caller = header == null ? null : callers.get(header.replace("Bearer ", ""));
    if (caller == null) {
      throw new Refusal(401, "Unauthorized", "Unknown caller");
    }
    return caller;
  }

  private void permit(Caller caller, ApiRequest request, String verb) throws Refusal {
    boolean allowed = access.allow(caller, request, verb);
    asked.add(new Asked(caller, request.resource(), verb, allowed));
    if (!allowed) {
      throw new Refusal(
          403,
          "Forbidden",
          "%s \"%s\" is forbidden: User \"%s\" cannot %s resource \"%s\" in API group \"%s\" in the namespace \"%s\""
              .formatted(
                  request.resource(),
                  request.name(),
                  caller.user(),
                  verb,
                  request.resource(),
                  request.group(),
                  request.namespace()));
    }
  }

  private ObjectNode answer(HttpExchange exchange, Caller caller, ApiRequest request)
      throws Refusal, IOException {
    Key key = new Key(request.resource(), request.namespace(), request.name());
    return switch (request.verb()) {
      case "get" -> store.find(key).orElseThrow(() -> notFound(request));
      case "list" -> list(request);
      case "create" -> create(request, (ObjectNode) JSON.readTree(exchange.getRequestBody()));
      case "patch" -> patch(exchange, caller, request, key);
      case "delete" -> delete(key).orElseThrow(() -> notFound(request));
      case "deletecollection" -> deleteCollection(request);
      default -> throw new Refusal(405, "MethodNotAllowed", "No " + request.verb() + " here");
    };
  }

  private ObjectNode list(ApiRequest request) {
    ObjectNode list = ofKind(KINDS.get(request.resource()) + "List");
    list.withObject("/metadata").put("resourceVersion", Long.toString(store.version()));
    list.putArray("items")
        .addAll(store.list(request.resource(), request.namespace(), request.selector()));
    return list;
  }

  private ObjectNode create(ApiRequest request, ObjectNode object) throws Refusal {
    if (request.resource().equals("pods")) {
      object.putObject("status").put("phase", "Pending");
    }
    object.withObject("/metadata").put("namespace", request.namespace());
    return store
        .create(ObjectStore.key(request.resource(), object), object)
        .orElseThrow(() -> new Refusal(409, "AlreadyExists", "There is one of that name"));
  }

  /** Server-side apply makes what is not there, for which a caller needs the right to create. */
  private ObjectNode patch(HttpExchange exchange, Caller caller, ApiRequest request, Key key)
      throws Refusal, IOException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type").split(";")[0];
    ObjectNode patch = (ObjectNode) YAML.readTree(exchange.getRequestBody());
    if (type.equals(APPLY) && store.find(key).isEmpty()) {
      permit(caller, request, "create");
      return create(request, patch);
    }
    if (!type.equals(APPLY) && !MERGE.contains(type)) {
      throw new Refusal(415, "UnsupportedMediaType", "No patch of type " + type + " here");
    }
    return store.change(key, object -> merge(object, patch)).orElseThrow(() -> notFound(request));
  }

  private static void merge(ObjectNode object, JsonNode patch) {
    patch
        .fields()
        .forEachRemaining(
            field -> {
              if (field.getValue().isNull()) {
                object.remove(field.getKey());
              } else if (field.getValue().isObject() && object.path(field.getKey()).isObject()) {
                merge((ObjectNode) object.get(field.getKey()), field.getValue());
              } else {
                object.set(field.getKey(), field.getValue());
              }
            });
  }

  /** A pod is removed by the kubelet, once its process has ended. */
  private Optional<ObjectNode> delete(Key key) {
    return key.resource().equals("pods") ? store.markDeleted(key) : store.remove(key);
  }

  private ObjectNode deleteCollection(ApiRequest request) {
    store.list(request.resource(), request.namespace(), request.selector()).stream()
        .map(object -> ObjectStore.key(request.resource(), object))
        .forEach(this::delete);
    return ofKind("Status").put("status", "Success");
  }

  /**
   * A line a change, as long as the client listens. Clients first ask for a web socket, and take a
   * 503 for a server without: then they ask again.
   */
  private void watch(HttpExchange exchange, ApiRequest request) throws Refusal, IOException {
    if (exchange.getRequestHeaders().containsKey("Upgrade")) {
      throw new Refusal(503, "ServiceUnavailable", "No web sockets here");
    }
    String since = request.query().getOrDefault("resourceVersion", "0");
    long version = Long.parseLong(since.isEmpty() ? "0" : since);
    Selector selector = request.selector();
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      if (version == 0) {
        ObjectNode now = list(request);
        version = now.at("/metadata/resourceVersion").asLong();
        for (JsonNode object : now.path("items")) {
          line(body, "ADDED", object);
        }
      }
      // The client waits for the answer to begin.
      body.flush();
      Optional<Event> event;
      while ((event = store.after(version)).isPresent()) {
        version++;
        ObjectNode object = event.get().object();
        if (event.get().resource().equals(request.resource())
            && object.at("/metadata/namespace").asText().equals(request.namespace())
            && selector.matches().test(object)) {
          line(body, event.get().type(), object);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void line(OutputStream body, String type, JsonNode object) throws IOException {
    ObjectNode event = JSON.createObjectNode().put("type", type);
    event.set("object", object);
    body.write((JSON.writeValueAsString(event) + "\n").getBytes(UTF_8));
    body.flush();
  }

  private static void send(HttpExchange exchange, int code, ObjectNode answer) throws IOException {
    byte[] body = JSON.writeValueAsBytes(answer);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
  }

  private static Refusal notFound(ApiRequest request) {
    return new Refusal(
        404, "NotFound", "%s \"%s\" not found".formatted(request.resource(), request.name()));
  }

  private static ObjectNode status(Refusal refusal) {
    return ofKind("Status")
        .put("status", "Failure")
        .put("reason", refusal.reason)
        .put("message", refusal.getMessage())
        .put("code", refusal.code);
  }

  private static ObjectNode ofKind(String kind) {
    return JSON.createObjectNode().put("apiVersion", "v1").put("kind", kind);
  }
}
