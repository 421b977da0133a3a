package org.flanspark.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code cluster-conf/kubernetes} and the schedules for it, as far as no server is needed. */
class ManifestsTest {
  private static final Path CONF = Path.of("../cluster-conf").toAbsolutePath().normalize();
  private static final String PROFILE = "kubernetes/spark-defaults.conf";
  private static final List<String> MANIFESTS =
      List.of(
          "kubernetes/driver-pod.yaml",
          "kubernetes/executor-pod.yaml",
          "kubernetes/sparkapplication.yaml",
          "kubernetes/manifests/1-namespace.yaml",
          "kubernetes/manifests/2-access.yaml",
          "kubernetes/manifests/3-quota.yaml",
          "kubernetes/manifests/4-storage.yaml",
          "kubernetes/manifests/5-network.yaml",
          "schedules/kubernetes/cronjob.yaml",
          "schedules/kubernetes/scheduledsparkapplication.yaml");

  @Test
  void allManifestsAreKnown() throws IOException {
    try (var files = Files.walk(CONF)) {
      assertThat(files.filter(file -> file.toString().endsWith(".yaml")))
          .extracting(file -> CONF.relativize(file).toString())
          .containsExactlyInAnyOrderElementsOf(MANIFESTS);
    }
  }

  @Test
  void manifestsAndProfileAgree() throws IOException {
    assertThat(problems("", "", "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "driver-pod.yaml, fsGroup: 185, fsGrup: 185, Unrecognized field \"fsGrup\"",
    "driver-pod.yaml, kind: Pod, kind: Pot, Unknown kind: v1 Pot",
    "driver-pod.yaml, apiVersion: v1, apiVersion: v2, Unknown kind: v2 Pod",
    "executor-pod.yaml, runAsUser: 185, runAsUser: spark, Cannot coerce String value (\"spark\")",
    "2-access.yaml, 'verbs: [create, patch]', 'verb: [create, patch]', Unrecognized field \"verb\"",
    "2-access.yaml, rbac.authorization.k8s.io/v1, rbac.authorization.k8s.io/v1beta1, Unknown kind: rbac.authorization.k8s.io/v1beta1 Role",
    "3-quota.yaml, hard:, limits:, Unrecognized field \"limits\"",
    "4-storage.yaml, accessModes:, accessMode:, Unrecognized field \"accessMode\"",
    "5-network.yaml, podSelector: {}, podSelectors: {}, Unrecognized field \"podSelectors\"",
    "sparkapplication.yaml, instances: 2, instancess: 2, Missing creator property",
    "sparkapplication.yaml, 'type: Never', 'type: Sometimes', not one of the values accepted",
    "driver-pod.yaml, '- name: spark-kubernetes-driver', '- command: [java]', The required field `name` is not found",
    "driver-pod.yaml, ', mountPath: /tmp', '', The required field `mountPath` is not found",
    "2-access.yaml, 'verbs: [create, patch]', '', The required field `verbs` is not found",
    "2-access.yaml, 'kind: ServiceAccount, name: flanspark,', 'name: flanspark,', The required field `kind` is not found",
    "2-access.yaml, 'kind: Role, name: flanspark-driver', 'kind: Role', The required field `name` is not found",
    "cronjob.yaml, 'schedule: \"15 4 * * *\"', '', The required field `schedule` is not found",
  })
  void whatKubernetesWouldRefuseIsRefused(String file, String right, String wrong, String why) {
    assertThatThrownBy(() -> problems(file, right, wrong))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1-namespace.yaml|name: flanspark|name: other|The profile's namespace flanspark is not made",
        "4-storage.yaml|namespace: flanspark|namespace: default|PersistentVolumeClaim flanspark-data is in another namespace",
        "sparkapplication.yaml|namespace: flanspark|namespace: spark|SparkApplication is in another namespace",
        "spark-defaults.conf|driver.serviceAccountName flanspark|driver.serviceAccountName spark|ServiceAccount spark is used and not made",
        "cronjob.yaml|serviceAccountName: flanspark|serviceAccountName: default|ServiceAccount default is used and not made",
        "2-access.yaml|kind: ServiceAccount, name: flanspark,|kind: ServiceAccount, name: flanspark-executor,|The driver's account has no role",
        "2-access.yaml|kind: ServiceAccount, name: flanspark,|kind: ServiceAccount, name: flanspark-executor,|The executors' account has a role",
        "2-access.yaml|kind: Role, name: flanspark-driver|kind: ClusterRole, name: edit|RoleBinding flanspark-driver binds no Role of ours: ClusterRole edit",
        "2-access.yaml|kind: Role, name: flanspark-submitter|kind: Role, name: flanspark-submit|RoleBinding flanspark-submitter binds no Role of ours",
        "2-access.yaml|resources: [pods/log]|resources: ['*']|Role flanspark-submitter allows everything by *",
        "2-access.yaml|resources: [pods/log]|resources: [secrets]|Role flanspark-submitter reads secrets",
        "spark-defaults.conf|flanspark:1|flanspark:latest|The profile's image has no tag of its own",
        "spark-defaults.conf|flanspark:1|flanspark|The profile's image has no tag of its own",
        "cronjob.yaml|flanspark:1|flanspark:2|Another image than the profile's: registry.example.com/flanspark:2",
        "sparkapplication.yaml|flanspark:1|flanspark:2|Another image than the profile's",
        "driver-pod.yaml|runAsNonRoot: true|runAsNonRoot: false|Pod [spark-kubernetes-driver]: runAsNonRoot is not true",
        "executor-pod.yaml|runAsUser: 185|runAsUser: 0|Pod [spark-kubernetes-executor]: runs as root",
        "executor-pod.yaml|type: RuntimeDefault|type: Unconfined|seccompProfile is not RuntimeDefault",
        "driver-pod.yaml|allowPrivilegeEscalation: false|allowPrivilegeEscalation: true|allowPrivilegeEscalation is not false",
        "driver-pod.yaml|readOnlyRootFilesystem: true|readOnlyRootFilesystem: false|readOnlyRootFilesystem is not true",
        "executor-pod.yaml|drop: [ALL]|drop: [NET_RAW]|capabilities are not dropped",
        "executor-pod.yaml|drop: [ALL]|drop: [ALL], add: [SYS_ADMIN]|capabilities are not dropped",
        "executor-pod.yaml|emptyDir: {sizeLimit: 4Gi}|hostPath: {path: /tmp}|scratch is a folder of the node",
        "executor-pod.yaml|mountPath: /tmp|mountPath: /scratch|/tmp is not writable",
        "driver-pod.yaml|{name: scratch, mountPath|{name: scrap, mountPath|mounts scrap, which is no volume",
        "scheduledsparkapplication.yaml|seccompProfile: {type: RuntimeDefault}|fsGroupChangePolicy: Always|ScheduledSparkApplication driver: seccompProfile is not RuntimeDefault",
        "cronjob.yaml|limits: {memory: 4480Mi}|limits: {cpu: 1}|CronJob: no memory limit",
        "4-storage.yaml|name: flanspark-data|name: flanspark|PersistentVolumeClaim flanspark-data is used and not made",
        "4-storage.yaml|ReadWriteMany|ReadWriteOnce|Pods on several nodes cannot write to claim flanspark-data",
        "4-storage.yaml|storage: 200Gi|storage: 2Ti|The quota's requests.storage is too small for the claim",
        "3-quota.yaml|limits.memory: 48Gi|limits.memory: 12Gi|The quota's limits.memory is too small for the profile's run",
        "3-quota.yaml|requests.cpu: \"12\"|requests.cpu: \"2\"|The quota's requests.cpu is too small",
        "3-quota.yaml|pods: \"24\"|pods: \"2\"|The quota's pods is too small",
        "3-quota.yaml|requests.nvidia.com/gpu: \"4\"|requests.amd.com/gpu: \"4\"|The quota's requests.nvidia.com/gpu is too small",
        "spark-defaults.conf|spark.executor.memory                2g|spark.executor.memory 40g|The quota's limits.memory is too small for the profile's run",
        "3-quota.yaml|max: {memory: 24Gi}|max: {memory: 4Gi}|A pod of the profile is larger than the LimitRange allows",
        "sparkapplication.yaml|spark.network.timeout: 300s|spark.network.timeout: 30s|sparkConf's spark.network.timeout is 30s, and the profile's 300s",
        "sparkapplication.yaml|memory: 2g|memory: 3g|An application's memory is not the profile's",
        "sparkapplication.yaml|spark.blockManager.port: \"7079\"|spark.ui.enabled: \"true\"|An application leaves ports to chance",
        "5-network.yaml|podSelector: {}|podSelector: {matchLabels: {a: b}}|No policy closes the namespace to begin with",
        "5-network.yaml|port: 7078|port: 7077|Pod [spark-kubernetes-driver] takes the run's connections at [7077, 7079], and the profile's ports are [7078, 7079]",
        "spark-defaults.conf|spark.blockManager.port              7079|spark.blockManager.port 7080|the profile's ports are [7078, 7079, 7080]",
        "spark-defaults.conf|spark.ui.port                        4040|spark.ui.port 4041|Pod [spark-kubernetes-driver] is scraped at [4040]",
        "5-network.yaml|values: [driver, nightly]|values: [driver]|CronJob cannot reach the API server",
        "5-network.yaml|values: [driver, nightly]|values: [driver, nightly, executor]|Pod [spark-kubernetes-executor] reaches the API server",
        "5-network.yaml|cidr: 192.0.2.1/32|cidr: 0.0.0.0/0|NetworkPolicy flanspark-driver has a rule for all addresses",
        "5-network.yaml|port: 53|port: 5353|has no DNS",
        "driver-pod.yaml|app.kubernetes.io/name: flanspark|app.kubernetes.io/name: other|Pod [spark-kubernetes-driver] takes the run's connections at []",
        "5-network.yaml|- from:\\n        - namespaceSelector:\\n            matchLabels: {kubernetes.io/metadata.name: monitoring}\\n      ports:|- ports:|NetworkPolicy flanspark-driver has a rule for everybody",
      })
  void whatDoesNotAgreeIsFound(String file, String right, String wrong, String problem)
      throws IOException {
    assertThat(problems(file, right.replace("\\n", "\n"), wrong))
        .anyMatch(one -> one.contains(problem));
  }

  /** What is found where one file has something else in all places. */
  private static List<String> problems(String file, String right, String wrong) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (String name : MANIFESTS) {
      texts.put(name, edited(name, file, right, wrong));
    }
    Map<String, String> profile = new TreeMap<>();
    Properties properties = new Properties();
    properties.load(new StringReader(edited(PROFILE, file, right, wrong)));
    properties.forEach((key, value) -> profile.put(key.toString(), value.toString().strip()));
    return ManifestRules.problems(Manifests.parse(List.copyOf(texts.values())), profile);
  }

  private static String edited(String name, String file, String right, String wrong)
      throws IOException {
    String text = Files.readString(CONF.resolve(name));
    if (file.isEmpty() || !name.endsWith("/" + file)) {
      return text;
    }
    assertThat(text).contains(right);
    return text.replace(right, wrong);
  }
}
