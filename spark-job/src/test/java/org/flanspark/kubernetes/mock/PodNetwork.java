package org.flanspark.kubernetes.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * An address of the loopback network for each pod, so that all can have the same ports, and a file
 * of names that Java takes for a name server ({@code jdk.net.hosts.file}).
 */
final class PodNetwork {
  /** At random, or two clusters on a machine would share addresses. */
  private final String prefix =
      "127.%s.%s."
          .formatted(
              ThreadLocalRandom.current().nextInt(1, 255),
              ThreadLocalRandom.current().nextInt(1, 255));

  private final AtomicInteger last = new AtomicInteger(1);
  private final Path folder;

  PodNetwork(Path folder) throws IOException {
    this.folder = folder;
    write(List.of());
  }

  String newAddress() {
    return prefix + last.incrementAndGet();
  }

  /** Java's name server for all pods. */
  Path names() {
    return folder.resolve("hosts");
  }

  /** A headless service's name is the address of the pod that it selects. */
  synchronized void nameServices(ObjectStore store, String namespace) throws IOException {
    List<String> lines = new ArrayList<>();
    for (ObjectNode service : store.list("services", namespace, Selector.of("", ""))) {
      for (ObjectNode pod : store.list("pods", namespace, ofService(service))) {
        String address = pod.at("/status/podIP").asText();
        if (!address.isEmpty()) {
          lines.add(
              "%s %s.%s.svc".formatted(address, service.at("/metadata/name").asText(), namespace));
        }
      }
    }
    write(lines);
  }

  private static Selector ofService(JsonNode service) {
    String labels =
        service.at("/spec/selector").properties().stream()
            .map(
                (Map.Entry<String, JsonNode> label) ->
                    label.getKey() + "=" + label.getValue().asText())
            .collect(Collectors.joining(","));
    return Selector.of(labels, "");
  }

  /** Under its name it is whole: programs read it at any time. */
  private void write(List<String> lines) throws IOException {
    String thisHost = InetAddress.getLocalHost().getHostName();
    Path partial = folder.resolve("hosts.partial");
    String text = "127.0.0.1 localhost %s\n%s\n".formatted(thisHost, String.join("\n", lines));
    Files.writeString(partial, text);
    Files.move(partial, names(), StandardCopyOption.ATOMIC_MOVE);
  }
}
