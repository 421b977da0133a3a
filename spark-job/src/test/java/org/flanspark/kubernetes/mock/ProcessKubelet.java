package org.flanspark.kubernetes.mock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.flanspark.kubernetes.mock.ObjectStore.Event;
import org.flanspark.kubernetes.mock.ObjectStore.Key;

/**
 * Runs the pods that the API server keeps, as a scheduler, a kubelet and a runtime do together:
 * gives each an address and its cards, starts its process, says how that ended, and ends what is
 * deleted.
 */
final class ProcessKubelet implements AutoCloseable {
  private static final String CARDS = "nvidia.com/gpu";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectStore store;
  private final ContainerImage image;
  private final PodNetwork network;
  private final CardPool cards;
  private final Map<String, Path> claims;
  private final Path folder;
  private final Map<String, Process> processes = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * Starts to look for pods.
   *
   * @param cards that pods are given
   * @param claims folders by the name of a claim
   * @param folder a folder for each pod is made in it
   */
  ProcessKubelet(
      ObjectStore store,
      ContainerImage image,
      CardPool cards,
      Map<String, Path> claims,
      Path folder)
      throws IOException {
    this.store = store;
    this.image = image;
    this.cards = cards;
    this.claims = Map.copyOf(claims);
    this.folder = folder;
    this.network = new PodNetwork(folder);
    threads.execute(this::follow);
  }

  /** The process of a pod that runs. */
  Optional<Process> process(String pod) {
    return Optional.ofNullable(processes.get(pod));
  }

  /** Ends all pods' processes, and waits for that. */
  @Override
  public void close() {
    threads.shutdownNow();
    for (Process process : processes.values()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().onExit().join();
    }
  }

  private void follow() {
    long version = 0;
    try {
      Optional<Event> event;
      while ((event = store.after(version++)).isPresent()) {
        if (event.get().resource().equals("pods")) {
          see(event.get());
        } else if (event.get().resource().equals("services")) {
          // Spark makes a driver's service after its pod.
          network.nameServices(store, event.get().object().at("/metadata/namespace").asText());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void see(Event event) throws IOException {
    Key key = ObjectStore.key("pods", event.object());
    if (event.type().equals("ADDED")) {
      Pod pod = JSON.treeToValue(event.object(), Pod.class);
      threads.execute(() -> run(key, pod));
    } else if (event.type().equals("MODIFIED")
        && event.object().at("/metadata/deletionTimestamp").isTextual()) {
      Process process = processes.get(key.name());
      if (process != null) {
        process.destroy();
      } else if (!event.object().at("/status/phase").asText().equals("Pending")) {
        store.remove(key);
      }
    }
  }

  private void run(Key key, Pod pod) {
    List<String> given = List.of();
    try {
      given = cards.take(cardsOf(pod));
      Map<String, ConfigMap> maps = configMaps(key, pod);
      if (!isDeleted(key)) {
        run(key, pod, given, maps);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      report(key, "Failed", "", terminated(1).put("message", e.toString()));
    } finally {
      cards.giveBack(given);
    }
    if (isDeleted(key)) {
      store.remove(key);
    }
  }

  private void run(Key key, Pod pod, List<String> given, Map<String, ConfigMap> maps)
      throws IOException, InterruptedException {
    String address = network.newAddress();
    Path own = Files.createDirectories(folder.resolve(key.name()));
    Process process =
        new PodProcess(pod, own, address).start(image, maps, claims, environment(pod, own, given));
    processes.put(key.name(), process);
    report(key, "Running", address, JSON.createObjectNode().put("startedAt", now()));
    network.nameServices(store, key.namespace());
    int code = process.waitFor();
    processes.remove(key.name());
    report(key, code == 0 ? "Succeeded" : "Failed", address, terminated(code));
  }

  private boolean isDeleted(Key key) {
    return store
        .find(key)
        .filter(now -> now.at("/metadata/deletionTimestamp").isTextual())
        .isPresent();
  }

  private static int cardsOf(Pod pod) {
    Container container = pod.getSpec().getContainers().get(0);
    Quantity limit = container.getResources().getLimits().get(CARDS);
    return limit == null ? 0 : Integer.parseInt(limit.getAmount());
  }

  /** Waits for those that are not there yet, as kubelets do. */
  private Map<String, ConfigMap> configMaps(Key pod, Pod spec)
      throws InterruptedException, JsonProcessingException {
    Map<String, ConfigMap> maps = new HashMap<>();
    for (String name : PodProcess.configMaps(spec)) {
      Key key = new Key("configmaps", pod.namespace(), name);
      Optional<ObjectNode> found;
      while ((found = store.find(key)).isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      maps.put(name, JSON.treeToValue(found.get(), ConfigMap.class));
    }
    return maps;
  }

  /** What a runtime adds: the account's token where the pod wants one, and the cards. */
  private Map<String, String> environment(Pod pod, Path own, List<String> given)
      throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + network.names());
    environment.put("KUBERNETES_AUTH_TRYKUBECONFIG", "false");
    if (!Boolean.FALSE.equals(pod.getSpec().getAutomountServiceAccountToken())) {
      Caller account =
          Caller.serviceAccount(
              pod.getMetadata().getNamespace(), pod.getSpec().getServiceAccountName());
      Path token = Files.writeString(own.resolve("token"), account.token());
      environment.put("KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN", token.toString());
    }
    if (!given.isEmpty()) {
      environment.put("CUDA_VISIBLE_DEVICES", String.join(",", given));
    }
    return environment;
  }

  private void report(Key key, String phase, String address, ObjectNode state) {
    store.change(
        key,
        pod -> {
          ObjectNode status = pod.putObject("status");
          status.put("phase", phase).put("podIP", address).put("startTime", now());
          boolean ready = phase.equals("Running");
          status
              .putArray("conditions")
              .addObject()
              .put("type", "Ready")
              .put("status", ready ? "True" : "False");
          JsonNode container = pod.at("/spec/containers/0");
          ObjectNode one = status.putArray("containerStatuses").addObject();
          one.put("name", container.path("name").asText())
              .put("image", container.path("image").asText())
              .put("ready", ready)
              .put("restartCount", 0);
          one.putObject("state").set(ready ? "running" : "terminated", state);
        });
  }

  private static ObjectNode terminated(int code) {
    return JSON.createObjectNode()
        .put("exitCode", code)
        .put("reason", code == 0 ? "Completed" : "Error")
        .put("finishedAt", now());
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
