package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.RunConfig;
import org.flanspark.kubernetes.Dockerfile;
import org.flanspark.kubernetes.Manifests;
import org.flanspark.kubernetes.PodRules;
import org.flanspark.kubernetes.mock.AccessRules;
import org.flanspark.kubernetes.mock.Caller;
import org.flanspark.kubernetes.mock.MockCluster;
import org.flanspark.tuning.command.FlanScript.Ended;
import org.flanspark.tuning.command.FlanScript.Running;
import org.flanspark.tuning.training.TinyPreparedShards;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The profile {@code kubernetes} on a mock API server that keeps to the shipped roles, with pods
 * that are processes: the image's entry point, and what its Dockerfile copies.
 */
@Timeout(900)
class KubernetesIT {
  private static final Path PROFILE = FlanScript.repository().resolve("cluster-conf/kubernetes");
  private static final String NAMESPACE = "flanspark";
  private static final String CARDS = "nvidia.com/gpu";
  private static final Caller DRIVER = Caller.serviceAccount(NAMESPACE, "flanspark");
  private static final Caller PERSON = new Caller("nina", Set.of("flanspark-users"));
  private static final Caller STRANGER = new Caller("otto", Set.of("others"));

  /** Rounds enough for an executor to be killed among them, and another to come. */
  private static final Map<String, String> LONG =
      Map.of(
          "averaging.moments", "averaged",
          "averaging.outer", "nesterov",
          "training.passes", "60",
          "execution.threads", "1");

  /** Pods' logs are in it, and needed where a test has failed. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private AccessRules access;
  private MockCluster cluster;

  @BeforeEach
  void start() throws IOException {
    Manifests manifests = Manifests.read(PROFILE.resolve("manifests"));
    access = new AccessRules(manifests.all(Role.class), manifests.all(RoleBinding.class));
    Files.createDirectory(folder.resolve("data"));
    cluster =
        new MockCluster(
            Files.createDirectory(folder.resolve("cluster")),
            access,
            List.of(DRIVER, PERSON, STRANGER));
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  /** The short form: the driver's pod is only asked for. */
  @Test
  void whatIsSubmittedIsWhatProfileAndManifestsSay() throws Exception {
    Map<String, String> notWaited =
        Map.of("spark.kubernetes.submission.waitAppCompletion", "false");

    Ended ended = flan(PERSON).run(line(notWaited, "train", "/data/run.yaml"));

    assertThat(ended.code()).as(ended.stderr()).isZero();
    assertThat(cluster.created()).hasSize(1);
    Pod driver = cluster.created().get(0);
    Container container = driver.getSpec().getContainers().get(0);
    assertThat(PodRules.problems("driver", driver.getSpec())).isEmpty();
    assertThat(driver.getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/name", "flanspark")
        .containsEntry("app.kubernetes.io/component", "driver");
    assertThat(driver.getSpec().getServiceAccountName()).isEqualTo("flanspark");
    assertThat(container.getArgs())
        .startsWith("driver")
        .containsSubsequence("--class", TrainCommand.class.getName())
        .endsWith("local:///opt/flanspark/flanspark.jar", "--config", "/data/run.yaml");
    assertThat(container.getResources().getLimits())
        .as("768m and the profile's 2432m, and no card for the driver")
        .containsOnly(Map.entry("memory", new Quantity("3200Mi")));
    assertThat(container.getPorts())
        .extracting(ContainerPort::getContainerPort)
        .containsExactlyInAnyOrder(7078, 7079, 4040);
    assertThat(cluster.objects("services", NAMESPACE, Service.class))
        .singleElement()
        .satisfies(
            service ->
                assertThat(service.getSpec().getPorts())
                    .extracting(ServicePort::getPort)
                    .containsExactlyInAnyOrder(7078, 7079, 4040));
    assertThat(cluster.objects("configmaps", NAMESPACE, ConfigMap.class))
        .as("the executors' template goes with the driver")
        .anyMatch(map -> map.getData().values().stream().anyMatch(KubernetesIT::isOfExecutor));
    assertThat(cluster.refused(PERSON)).isEmpty();
  }

  @Test
  @Tag("soak")
  void whoHasNoRoleIsRefused() throws Exception {
    Ended ended = flan(STRANGER).run(line(Map.of(), "train", "/data/run.yaml"));

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.stderr()).contains("User \"otto\" cannot create resource \"pods\"");
    assertThat(cluster.created()).isEmpty();
  }

  /**
   * Cluster mode as a person submits it; client mode as a CronJob's pod, by the driver's account.
   */
  @Test
  @Tag("soak")
  void withAnExecutorKilledInClusterModeTheModelIsThatOfAnUndisturbedRunInClientMode()
      throws Exception {
    prepare();
    runPods();

    Running training = flan(PERSON).start(line(cards(), "train", recipe(config("cluster", LONG))));
    new ExecutorKiller(training, data("cluster/metrics.jsonl"), 1).awaitRound(5);
    assertOpenPorts();
    List<Pod> first = ofRole("executor");
    cluster.process(first.get(0).getMetadata().getName()).orElseThrow().destroyForcibly();
    Ended inCluster = training.await();
    List<Pod> executors = ofRole("executor");
    Ended asClient =
        new FlanScript(
                folder,
                Map.of(
                    "KUBECONFIG",
                    cluster.kubeconfig(DRIVER).toString(),
                    "SPARK_LOCAL_IP",
                    "127.0.0.1"))
            .run(line(client(), "train", recipe(config("client", LONG))));

    assertThat(inCluster.code()).as(inCluster.stderr() + driverLog()).isZero();
    assertThat(driverLog()).contains("Lost executor").contains("exit code 137");
    assertThat(first).hasSize(2);
    assertThat(executors).as("two, and the one in place of the first").hasSize(3);
    for (Pod executor : executors) {
      assertExecutor(executor);
    }
    assertThat(asClient.code()).as(asClient.stderr()).isZero();
    assertThat(ofRole("driver")).as("client mode has no pod for it").hasSize(1);
    assertThat(data("cluster/model/model.safetensors"))
        .hasSameBinaryContentAs(data("client/model/model.safetensors"));
    assertThat(cluster.refused(PERSON)).isEmpty();
    assertThat(cluster.refused(DRIVER)).isEmpty();
    assertThat(cluster.granted(DRIVER))
        .as("the driver's role is what the driver asks for, and nothing else")
        .isEqualTo(access.grants("flanspark-driver"));
    assertThat(access.grants("flanspark-submitter")).containsAll(cluster.granted(PERSON));
  }

  /** In all three {@code spark-submit} itself ends with 0. */
  @Test
  @Tag("soak")
  void aDriverThatFailsEndsTheScriptWithItsOwnCode() throws Exception {
    prepare();
    runPods();
    RunConfig wrong = config("wrong", Map.of("packing.row-length", "16"));

    Ended refused = flan(PERSON).run(line(Map.of(), "train", recipe(wrong)));
    Ended crashed =
        flan(PERSON)
            .run(
                line(
                    Map.of("spark.driver.extraJavaOptions", "-javaagent:missing.jar"),
                    "train",
                    recipe(config("crashed", Map.of()))));
    Running running = flan(PERSON).start(line(Map.of(), "train", recipe(config("killed", LONG))));
    new ExecutorKiller(running, data("killed/metrics.jsonl"), 1).awaitRound(2);
    List<Pod> drivers = ofRole("driver");
    cluster
        .process(drivers.get(drivers.size() - 1).getMetadata().getName())
        .orElseThrow()
        .destroyForcibly();
    Ended killed = running.await();

    assertThat(refused.code()).as(refused.stderr()).isEqualTo(2);
    assertThat(refused.stderr())
        .contains("error: The driver ended with exit code 2")
        .contains("kubectl -n flanspark logs " + drivers.get(0).getMetadata().getName());
    assertThat(Files.readString(data("wrong/outcome.json"))).contains("packing.row-length");
    assertThat(crashed.code()).as(crashed.stderr()).isEqualTo(1);
    assertThat(killed.code()).as(killed.stderr()).isEqualTo(137);
  }

  private void runPods() throws IOException {
    Dockerfile image = Dockerfile.parse(Files.readString(PROFILE.resolve("Dockerfile")));
    cluster.runPods(
        image,
        FlanScript.repository(),
        List.of("0", "1"),
        Map.of("flanspark-data", folder.resolve("data")));
  }

  private void prepare() {
    TinyPreparedShards.write(config("any", Map.of()), new Configuration());
  }

  /** The profile, in pods of some hundred megabytes, with the claim's volume where this test is. */
  private String[] line(Map<String, String> more, String command, String recipe) {
    Map<String, String> conf = new TreeMap<>();
    for (String role : List.of("driver", "executor")) {
      conf.put("spark.%s.memory".formatted(role), "768m");
      conf.put(
          "spark.kubernetes.%s.volumes.persistentVolumeClaim.data.mount.path".formatted(role),
          folder.resolve("data").toString());
    }
    conf.put("spark.kubernetes.driver.master", cluster.address());
    conf.putAll(more);
    List<String> line =
        new ArrayList<>(
            List.of("--profile", "kubernetes", "--master", "k8s://" + cluster.address()));
    conf.forEach((key, value) -> line.addAll(List.of("--conf", key + "=" + value)));
    line.addAll(List.of(command, "--config", recipe));
    return line.toArray(String[]::new);
  }

  /** What the profile has for cards, as comments. */
  private static Map<String, String> cards() {
    return Map.of(
        "spark.executor.resource.gpu.amount", "1",
        "spark.executor.resource.gpu.vendor", "nvidia.com",
        "spark.executor.resource.gpu.discoveryScript", "/opt/flanspark/discover-gpus",
        "spark.task.resource.gpu.amount", "1");
  }

  private static Map<String, String> client() {
    return Map.of(
        "spark.submit.deployMode", "client",
        "spark.driver.host", "127.0.0.1",
        "spark.driver.port", "0",
        "spark.driver.blockManager.port", "0",
        "spark.ui.enabled", "false");
  }

  private void assertExecutor(Pod pod) throws IOException {
    Container container = pod.getSpec().getContainers().get(0);
    assertThat(PodRules.problems("executor", pod.getSpec())).isEmpty();
    assertThat(container.getResources().getLimits())
        .containsEntry(CARDS, new Quantity("1"))
        .containsEntry("memory", new Quantity("3200Mi"));
    assertThat(pod.getSpec().getServiceAccountName()).isEqualTo("flanspark-executor");
    assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/component", "executor");
    assertThat(cluster.log(pod.getMetadata().getName()))
        .as("what discover-gpus has found in the pod")
        .containsPattern("gpu -> \\[name: gpu, addresses: [01]\\]");
  }

  /** No port is open that the NetworkPolicy closes, or the run would stand still on a cluster. */
  private void assertOpenPorts() throws IOException {
    for (Pod executor : ofRole("executor")) {
      assertThat(cluster.openPorts(executor)).containsExactly(7079);
    }
    assertThat(cluster.openPorts(ofRole("driver").get(0))).containsExactly(4040, 7078, 7079);
  }

  private static boolean isOfExecutor(String template) {
    return template.contains("app.kubernetes.io/component")
        && template.contains("automountServiceAccountToken");
  }

  private List<Pod> ofRole(String role) throws JsonProcessingException {
    return cluster.created().stream()
        .filter(pod -> role.equals(pod.getMetadata().getLabels().get("spark-role")))
        .toList();
  }

  private String driverLog() throws IOException {
    return cluster.log(ofRole("driver").get(0).getMetadata().getName());
  }

  private RunConfig config(String run, Map<String, String> overrides) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "checkpoint.every-rounds", "1000",
                "training.validate-every-rounds", "1000",
                "output.run", data(run).toString()));
    all.putAll(overrides);
    return TinyPreparedShards.config(folder.resolve("data"), all);
  }

  private String recipe(RunConfig config) throws IOException {
    String run = Path.of(config.output().run()).getFileName().toString();
    return Files.writeString(data(run + ".yaml"), config.toYaml()).toString();
  }

  /** A file in the claim's volume. */
  private Path data(String name) {
    return folder.resolve("data").resolve(name);
  }

  private FlanScript flan(Caller caller) throws IOException {
    return new FlanScript(
        folder,
        Map.of(
            "KUBECONFIG", cluster.kubeconfig(caller).toString(),
            "FLAN_JOB_JAR", "local:///opt/flanspark/flanspark.jar",
            "SPARK_LOCAL_IP", "127.0.0.1"));
  }
}
