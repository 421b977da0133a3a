package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.internal.config.Network$;
import org.apache.spark.internal.config.UI$;
import org.apache.spark.launcher.SparkLauncher;
import org.apache.spark.metrics.sink.PrometheusServlet;
import org.apache.spark.sql.internal.SQLConf;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilesTest {
  /** From Spark's pages on YARN and Kubernetes, whose settings are not in its core. */
  private static final Set<String> OF_CLUSTERS =
      Set.of(
          "spark.yarn.maxAppAttempts",
          "spark.kubernetes.submission.waitAppCompletion",
          "spark.kubernetes.namespace",
          "spark.kubernetes.authenticate.driver.serviceAccountName",
          "spark.kubernetes.authenticate.executor.serviceAccountName",
          "spark.kubernetes.driver.podTemplateFile",
          "spark.kubernetes.executor.podTemplateFile",
          "spark.kubernetes.container.image");

  /** Settings whose names end in a name of the user's. */
  private static final Pattern FAMILY =
      Pattern.compile(
          "spark\\.metrics\\.conf\\.driver\\.sink\\.prometheusServlet\\.(class|path)|spark\\.(executorEnv|yarn\\.appMasterEnv|kubernetes\\.driverEnv)\\.[A-Z_]+"
              + "|spark\\.kubernetes\\.(driver|executor)\\.volumes\\.persistentVolumeClaim\\.[a-z]+"
              + "\\.(mount\\.path|options\\.claimName)");

  /** What Spark reads without an entry of its own. */
  private static final Set<String> WITHOUT_ENTRY =
      Set.of(
          "spark.master",
          "spark.submit.deployMode",
          "spark.stage.maxConsecutiveAttempts",
          SparkLauncher.DRIVER_DEFAULT_JAVA_OPTIONS,
          SparkLauncher.EXECUTOR_DEFAULT_JAVA_OPTIONS);

  private static final Pattern SECRET =
      Pattern.compile("(?i)secret|password|token|keytab|principal|credential|access.?key");

  /** Spark knows a setting by its name once the object that defines it is loaded. */
  @BeforeAll
  static void sparkNamesItsSettings() {
    assertThat(org.apache.spark.internal.config.package$.MODULE$).isNotNull();
    assertThat(Network$.MODULE$).isNotNull();
    assertThat(UI$.MODULE$).isNotNull();
    assertThat(SQLConf.SHUFFLE_PARTITIONS().key()).isEqualTo("spark.sql.shuffle.partitions");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "standalone", "yarn", "kubernetes"})
  void everyKeyIsOneThatSparkKnows(String profile) throws IOException {
    assertThat(settings(profile).keySet()).isNotEmpty().allMatch(ProfilesTest::isKnown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "standalone", "yarn", "kubernetes"})
  void theReadmeSaysWhatEveryKeyIsFor(String profile) throws IOException {
    String text = Files.readString(folder(profile).resolve("README.md"));
    String both =
        text.replace("{driver,executor}", "driver") + text.replace("{driver,executor}", "executor");

    assertThat(settings(profile).keySet()).allSatisfy(key -> assertThat(both).contains("`" + key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "standalone", "yarn", "kubernetes"})
  void theReadmeSaysTheValuesThatTheFileHas(String profile) throws IOException {
    String text = Files.readString(folder(profile).resolve("README.md"));

    settings(profile)
        .forEach(
            (key, value) -> {
              if (text.matches("(?s).*`" + Pattern.quote(key) + " [^`]+`.*")) {
                assertThat(text).contains("`%s %s`".formatted(key, value));
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "standalone", "yarn", "kubernetes"})
  void noKeyHoldsASecretOrSaysHowToTrain(String profile) throws IOException {
    assertThat(settings(profile).keySet())
        .noneMatch(key -> SECRET.matcher(key).find())
        .noneMatch(key -> key.startsWith("spark.flanspark.training"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yarn", "kubernetes"})
  void whatExecutorsOnOtherMachinesSayIsAuthenticatedAndEncrypted(String profile)
      throws IOException {
    assertThat(settings(profile))
        .containsEntry("spark.authenticate", "true")
        .containsEntry("spark.network.crypto.enabled", "true")
        .containsEntry("spark.io.encryption.enabled", "true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"standalone", "yarn", "kubernetes"})
  void prometheusFindsTheDriversMetricsAndNobodyEndsStagesThere(String profile) throws IOException {
    assertThat(settings(profile))
        .containsEntry(
            "spark.metrics.conf.driver.sink.prometheusServlet.class",
            PrometheusServlet.class.getName())
        .containsEntry(
            "spark.metrics.conf.driver.sink.prometheusServlet.path", "/metrics/prometheus")
        .containsEntry("spark.metrics.namespace", "flanspark")
        .containsEntry("spark.ui.killEnabled", "false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "standalone", "yarn", "kubernetes"})
  void secretsOfObjectStoresAreRedacted(String profile) throws IOException {
    Pattern redacted = Pattern.compile(settings(profile).getOrDefault("spark.redaction.regex", ""));

    assertThat(redacted.matcher("spark.hadoop.fs.s3a.access.key").find()).isTrue();
    assertThat(redacted.matcher("spark.hadoop.fs.azure.account.key.me").find()).isTrue();
    assertThat(redacted.matcher("MLFLOW_TRACKING_PASSWORD").find()).isTrue();
    assertThat(redacted.matcher("spark.executor.memory").find()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "standalone", "yarn", "kubernetes"})
  void everyProfileSaysHowItLogs(String profile) {
    assertThat(folder(profile).resolve("log4j2.properties")).isNotEmptyFile();
  }

  private static boolean isKnown(String key) {
    return key.startsWith("spark.flanspark.")
        || WITHOUT_ENTRY.contains(key)
        || OF_CLUSTERS.contains(key)
        || FAMILY.matcher(key).matches()
        || ConfigEntry.findEntry(key) != null
        || SQLConf.isStaticConfigKey(key)
        || key.equals(SQLConf.SHUFFLE_PARTITIONS().key());
  }

  private static Map<String, String> settings(String profile) throws IOException {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(folder(profile).resolve("spark-defaults.conf"))) {
      properties.load(reader);
    }
    Map<String, String> settings = new TreeMap<>();
    properties.forEach((key, value) -> settings.put(key.toString(), value.toString().strip()));
    return settings;
  }

  private static Path folder(String profile) {
    return FlanScript.repository().resolve("cluster-conf").resolve(profile);
  }
}
