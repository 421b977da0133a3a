package org.flanspark.kubernetes.mock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.flanspark.kubernetes.Dockerfile;
import org.flanspark.kubernetes.mock.ApiServer.Asked;
import org.flanspark.kubernetes.mock.ObjectStore.Event;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes of one process: an API server that keeps to roles, and, where that is wanted, pods
 * that run as processes of this machine. Closing it, or the end of this JVM, ends them; their logs
 * stay.
 */
public final class MockCluster implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectStore store = new ObjectStore();
  private final Path folder;
  private final ApiServer server;
  private final Thread atExit = new Thread(this::stop, "stop-mock-cluster");
  private @Nullable ProcessKubelet kubelet;

  /**
   * An API server whose pods stay pending.
   *
   * @param folder for what clients and pods are given, and what they print
   * @param callers the only ones that it knows
   */
  public MockCluster(Path folder, AccessRules access, List<Caller> callers) throws IOException {
    this.folder = folder;
    this.server = new ApiServer(store, access, callers);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * From now on pods run.
   *
   * @param image what a Dockerfile makes of a context, for all of them
   * @param cards addresses of made-up cards
   * @param claims folders by the name of a claim
   */
  public void runPods(Dockerfile image, Path context, List<String> cards, Map<String, Path> claims)
      throws IOException {
    kubelet =
        new ProcessKubelet(
            store,
            new ContainerImage(image, context),
            new CardPool(cards),
            claims,
            Files.createDirectories(folder.resolve("pods")));
  }

  /** The server's address, as {@code http://127.0.0.1:40123}. */
  public String address() {
    return server.address();
  }

  /** A file for {@code KUBECONFIG} that makes a client this caller. */
  public Path kubeconfig(Caller caller) throws IOException {
    String name = caller.user().replace(':', '-');
    return Files.writeString(
        folder.resolve("kubeconfig-" + name),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: mock, cluster: {server: "%s"}}]
        users: [{name: caller, user: {token: "%s"}}]
        contexts: [{name: mock, context: {cluster: mock, user: caller}}]
        current-context: mock
        """
            .formatted(server.address(), caller.token()));
  }

  /** Every pod that was created, as it was asked for, the oldest first. */
  public List<Pod> created() throws JsonProcessingException {
    List<Pod> pods = new ArrayList<>();
    for (Event event : store.history()) {
      if (event.resource().equals("pods") && event.type().equals("ADDED")) {
        pods.add(JSON.treeToValue(event.object(), Pod.class));
      }
    }
    return pods;
  }

  /** The objects that there are now, as {@code ConfigMap}s of {@code configmaps}. */
  public <T> List<T> objects(String resource, String namespace, Class<T> type)
      throws JsonProcessingException {
    List<T> found = new ArrayList<>();
    for (ObjectNode object : store.list(resource, namespace, Selector.of("", ""))) {
      found.add(JSON.treeToValue(object, type));
    }
    return found;
  }

  /** What a caller was allowed, as {@code pods create}. */
  public Set<String> granted(Caller caller) {
    return asked(caller, true);
  }

  /** What a caller was refused. */
  public Set<String> refused(Caller caller) {
    return asked(caller, false);
  }

  /** The process of a pod that runs. */
  public Optional<Process> process(String pod) {
    return kubelet == null ? Optional.empty() : kubelet.process(pod);
  }

  /** The ports on which a pod that runs listens. */
  public Set<Integer> openPorts(Pod pod) throws IOException {
    String address =
        store
            .find(
                new ObjectStore.Key(
                    "pods", pod.getMetadata().getNamespace(), pod.getMetadata().getName()))
            .map(now -> now.at("/status/podIP").asText())
            .orElse("");
    return address.isEmpty() ? Set.of() : OpenPorts.at(address);
  }

  /** What a pod has printed, on stderr. */
  public String log(String pod) throws IOException {
    Path file = folder.resolve("pods").resolve(pod).resolve("stderr");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    stop();
  }

  private void stop() {
    server.close();
    if (kubelet != null) {
      kubelet.close();
    }
  }

  private Set<String> asked(Caller caller, boolean allowed) {
    Set<String> found = new TreeSet<>();
    for (Asked one : server.asked()) {
      if (one.caller().equals(caller) && one.allowed() == allowed) {
        found.add(one.resource() + " " + one.verb());
      }
    }
    return found;
  }
}
