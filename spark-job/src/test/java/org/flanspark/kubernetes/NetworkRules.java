package org.flanspark.kubernetes;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Whom the policies let through: the run's pods to each other on the profile's ports, Prometheus to
 * the driver, the driver to the API server, and nobody by an address that means everybody.
 */
final class NetworkRules {
  /** Drivers in pods that Spark makes, and those in a CronJob's. */
  private static final Set<String> DRIVERS = Set.of("driver", "nightly");

  private static final String COMPONENT = "app.kubernetes.io/component";

  private final Manifests manifests;
  private final Map<String, String> profile;
  private final List<String> problems = new ArrayList<>();

  NetworkRules(Manifests manifests, Map<String, String> profile) {
    this.manifests = manifests;
    this.profile = profile;
  }

  List<String> problems() {
    List<NetworkPolicy> policies = manifests.all(NetworkPolicy.class);
    require(
        policies.stream().anyMatch(NetworkRules::closesAll),
        "No policy closes the namespace to begin with");
    for (NetworkPolicy policy : policies) {
      Stream.concat(
              policy.getSpec().getIngress().stream().map(NetworkPolicyIngressRule::getFrom),
              policy.getSpec().getEgress().stream().map(NetworkPolicyEgressRule::getTo))
          .forEach(peers -> checkPeers(policy, peers));
    }
    DeployedPod.of(manifests).forEach(pod -> checkPod(pod, policies));
    return List.copyOf(problems);
  }

  private void checkPod(DeployedPod pod, List<NetworkPolicy> policies) {
    Set<Integer> run =
        ports("spark.driver.port", "spark.driver.blockManager.port", "spark.blockManager.port");
    require(
        ingress(policies, pod.labels(), true).equals(run),
        "%s takes the run's connections at %s, and the profile's ports are %s"
            .formatted(pod.where(), ingress(policies, pod.labels(), true), run));
    require(
        egress(policies, pod.labels(), true).equals(run),
        "%s may connect to the run's pods at %s, and the profile's ports are %s"
            .formatted(pod.where(), egress(policies, pod.labels(), true), run));
    boolean driver = DRIVERS.contains(pod.labels().getOrDefault(COMPONENT, ""));
    Set<Integer> scraped = ingress(policies, pod.labels(), false);
    require(
        scraped.equals(driver ? ports("spark.ui.port") : Set.of()),
        "%s is scraped at %s".formatted(pod.where(), scraped));
    Set<Integer> outside = egress(policies, pod.labels(), false);
    require(outside.contains(53), pod.where() + " has no DNS");
    require(
        outside.contains(6443) == driver,
        "%s %s the API server".formatted(pod.where(), driver ? "cannot reach" : "reaches"));
  }

  private void checkPeers(NetworkPolicy policy, List<NetworkPolicyPeer> peers) {
    String name = policy.getMetadata().getName();
    require(!peers.isEmpty(), "NetworkPolicy %s has a rule for everybody".formatted(name));
    for (NetworkPolicyPeer peer : peers) {
      require(
          peer.getIpBlock() == null || !peer.getIpBlock().getCidr().endsWith("/0"),
          "NetworkPolicy %s has a rule for all addresses".formatted(name));
    }
  }

  private static boolean closesAll(NetworkPolicy policy) {
    return policy.getSpec().getPodSelector().getMatchLabels().isEmpty()
        && policy.getSpec().getPodSelector().getMatchExpressions().isEmpty()
        && policy.getSpec().getPolicyTypes().containsAll(List.of("Ingress", "Egress"))
        && policy.getSpec().getIngress().isEmpty()
        && policy.getSpec().getEgress().isEmpty();
  }

  private static Set<Integer> ingress(
      List<NetworkPolicy> policies, Map<String, String> labels, boolean ofRun) {
    Set<Integer> ports = new TreeSet<>();
    for (NetworkPolicy policy : policies) {
      if (selects(policy.getSpec().getPodSelector(), labels)) {
        for (NetworkPolicyIngressRule rule : policy.getSpec().getIngress()) {
          if (isOfRun(rule.getFrom()) == ofRun) {
            add(ports, rule.getPorts());
          }
        }
      }
    }
    return ports;
  }

  private static Set<Integer> egress(
      List<NetworkPolicy> policies, Map<String, String> labels, boolean ofRun) {
    Set<Integer> ports = new TreeSet<>();
    for (NetworkPolicy policy : policies) {
      if (selects(policy.getSpec().getPodSelector(), labels)) {
        for (NetworkPolicyEgressRule rule : policy.getSpec().getEgress()) {
          if (isOfRun(rule.getTo()) == ofRun) {
            add(ports, rule.getPorts());
          }
        }
      }
    }
    return ports;
  }

  /** Peers of this namespace are the run's pods; others are named by their namespace or address. */
  private static boolean isOfRun(List<NetworkPolicyPeer> peers) {
    return peers.stream()
        .allMatch(peer -> peer.getNamespaceSelector() == null && peer.getIpBlock() == null);
  }

  private static void add(Set<Integer> ports, List<NetworkPolicyPort> rule) {
    rule.forEach(port -> ports.add(port.getPort().getIntVal()));
  }

  private static boolean selects(LabelSelector selector, Map<String, String> labels) {
    return labels.entrySet().containsAll(selector.getMatchLabels().entrySet())
        && selector.getMatchExpressions().stream().allMatch(one -> matches(one, labels));
  }

  private static boolean matches(LabelSelectorRequirement requirement, Map<String, String> labels) {
    if (!requirement.getOperator().equals("In")) {
      throw new IllegalArgumentException("Unknown operator " + requirement.getOperator());
    }
    return requirement.getValues().contains(labels.getOrDefault(requirement.getKey(), ""));
  }

  private Set<Integer> ports(String... keys) {
    Set<Integer> ports = new TreeSet<>();
    for (String key : keys) {
      ports.add(Integer.parseInt(profile.getOrDefault(key, "0")));
    }
    return ports;
  }

  private void require(boolean right, String otherwise) {
    if (!right) {
      problems.add(otherwise);
    }
  }
}
