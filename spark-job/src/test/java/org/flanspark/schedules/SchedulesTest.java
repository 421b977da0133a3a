package org.flanspark.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flanspark.kubernetes.ScheduledSparkApplication;
import org.flanspark.kubernetes.ScheduledSparkApplication.ConcurrencyPolicy;
import org.flanspark.kubernetes.SparkApplication.Application;
import org.flanspark.kubernetes.SparkApplication.Restart;
import org.flanspark.kubernetes.StrictYaml;
import org.flanspark.tuning.command.NightlyCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cluster-conf/schedules}, as far as it can be checked without its servers. */
class SchedulesTest {
  private static final Path SCHEDULES =
      Path.of("../cluster-conf/schedules").toAbsolutePath().normalize();

  private static final String CRON_JOB = "kubernetes/cronjob.yaml";
  private static final String OF_OPERATOR = "kubernetes/scheduledsparkapplication.yaml";
  private static final String DAG = "airflow/flanspark_nightly.py";
  private static final String EVERY_NIGHT = "15 4 * * *";

  @TempDir Path folder;

  @Test
  void theCronJobRunsANightOnceAndNeverTwoAtATime() throws IOException {
    CronJobSpec cron = StrictYaml.read(text(CRON_JOB), CronJob.class).getSpec();

    assertThat(cron.getSchedule()).isEqualTo(EVERY_NIGHT);
    assertThat(ZoneId.of(cron.getTimeZone())).isNotNull();
    assertThat(cron.getConcurrencyPolicy()).isEqualTo("Forbid");
    assertThat(cron.getStartingDeadlineSeconds()).isPositive();
    JobSpec job = cron.getJobTemplate().getSpec();
    assertThat(job.getBackoffLimit()).as("a refusal is not run again").isZero();
    assertThat(job.getActiveDeadlineSeconds()).isEqualTo(10 * 3600);
    PodSpec pod = job.getTemplate().getSpec();
    assertThat(pod.getRestartPolicy()).isEqualTo("Never");
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    Container container = pod.getContainers().get(0);
    assertThat(container.getArgs())
        .containsSubsequence("--deploy-mode", "client")
        .containsSubsequence("--class", NightlyCommand.class.getName());
    assertThat(container.getEnv())
        .anyMatch(
            variable ->
                variable.getName().equals("TZ") && variable.getValue().equals(cron.getTimeZone()));
    assertSafe(container);
  }

  @Test
  void theOperatorRunsANightOnceAndNeverTwoAtATime() throws IOException {
    ScheduledSparkApplication scheduled =
        StrictYaml.read(text(OF_OPERATOR), ScheduledSparkApplication.class);

    assertThat(scheduled.apiVersion()).isEqualTo("sparkoperator.k8s.io/v1beta2");
    assertThat(scheduled.spec().schedule()).isEqualTo(EVERY_NIGHT);
    assertThat(ZoneId.of(scheduled.spec().timeZone())).isNotNull();
    assertThat(scheduled.spec().concurrencyPolicy()).isEqualTo(ConcurrencyPolicy.Forbid);
    Application application = scheduled.spec().template();
    assertThat(application.restartPolicy().type()).isEqualTo(Restart.Never);
    assertThat(application.mainClass()).isEqualTo(NightlyCommand.class.getName());
    assertThat(application.sparkConf())
        .containsEntry("spark.authenticate", "true")
        .containsEntry("spark.network.crypto.enabled", "true");
    PodSpec driver = application.driver().template().getSpec();
    assertThat(driver.getActiveDeadlineSeconds()).isEqualTo(10 * 3600);
    assertThat(driver.getContainers().get(0).getName()).isEqualTo("spark-kubernetes-driver");
    assertSafe(driver.getContainers().get(0));
    assertSafe(application.executor().template().getSpec().getContainers().get(0));
  }

  /** Root's rights are not asked for, and secrets come from the cluster's store alone. */
  private static void assertSafe(Container container) {
    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(container.getEnvFrom())
        .singleElement()
        .satisfies(
            from -> assertThat(from.getSecretRef().getName()).isEqualTo("flanspark-secrets"));
    assertThat(container.getEnv())
        .noneMatch(
            variable -> variable.getName().matches("(?i).*(secret|password|token|access_key).*"));
  }

  @ParameterizedTest
  @CsvSource({
    "concurrencyPolicy:, concurencyPolicy:, Unrecognized field \"concurencyPolicy\"",
    "backoffLimit: 0, backoffLimit: many, Cannot coerce String value (\"many\")",
    "backoffLimit: 0, backofLimit: 0, Unrecognized field \"backofLimit\"",
    "restartPolicy:, restartPolice:, Unrecognized field \"restartPolice\"",
    "runAsNonRoot: true, runAsNonRoot: perhaps, Cannot coerce String value (\"perhaps\")",
    "secretRef:, secret:, Unrecognized field \"secret\"",
    "timeZone: Europe/Berlin, schedule: hourly, Duplicate field 'schedule'",
  })
  void aCronJobWithAFaultIsRefused(String right, String wrong, String why) throws IOException {
    String manifest = text(CRON_JOB);
    assertThat(manifest).contains(right);

    assertThatThrownBy(() -> StrictYaml.read(manifest.replace(right, wrong), CronJob.class))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource({
    "type: Java, type: Cobol, from String \"Cobol\": not one of the values accepted",
    "instances: 2, instancess: 2, Missing creator property",
    "concurrencyPolicy: Forbid, concurrencyPolicy: 3, ConcurrencyPolicy",
    "type: Never, type: Sometimes, not one of the values accepted for Enum class",
    "kind: ScheduledSparkApplication, kind: SparkApplication, not one of the values accepted",
    "activeDeadlineSeconds: 36000, activeDeadline: 36000, Unrecognized field \"activeDeadline\"",
    "'schedule: \"15 4 * * *\"', 'suspend: false', Missing creator property",
  })
  void aScheduledApplicationWithAFaultIsRefused(String right, String wrong, String why)
      throws IOException {
    String manifest = text(OF_OPERATOR);
    assertThat(manifest).contains(right);

    assertThatThrownBy(
            () -> StrictYaml.read(manifest.replace(right, wrong), ScheduledSparkApplication.class))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining(why);
  }

  @Test
  void theCrontabIsOneCronReads() throws IOException {
    Crontab crontab = Crontab.parse(text("cron/flanspark.cron"));

    assertThat(ZoneId.of(crontab.settings().get("CRON_TZ")))
        .isEqualTo(ZoneId.of(crontab.settings().get("TZ")));
    assertThat(crontab.settings()).containsKeys("PATH", "JAVA_HOME", "MAILTO");
    assertThat(crontab.lines())
        .containsExactly(
            new Crontab.Line(
                EVERY_NIGHT,
                "/opt/flanspark/cluster-conf/schedules/cron/nightly yarn /etc/flanspark/run.yaml"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "61 2 * * * run\n",
        "15 24 * * * run\n",
        "15 2 * * run\n",
        "15 2 0 * * run\n",
        "15 2 * * 8 run\n",
        "5-1 2 * * * run\n",
        "15 2 * * * run $(date +%F)\n",
        "15 2 * * * run",
        "@nightly run\n",
      })
  void aCrontabWithAFaultIsRefused(String text) {
    assertThatThrownBy(() -> Crontab.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid ");
  }

  @Test
  void theScriptsAreOnesBashReads() throws Exception {
    assertThat(run(Map.of(), "bash", "-n", SCHEDULES.resolve("cron/nightly").toString()).code())
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "4, night 2026-01-31 was refused by the gate; the model in service stays",
    "1, night 2026-01-31 failed with exit code 1",
    "3, night 2026-01-31 failed with exit code 3",
  })
  void cronIsToldOfWhatAPersonShouldLookAt(int code, String said) throws Exception {
    Ended ended = night("echo \"$@\"; echo at work >&2; exit " + code);

    assertThat(ended.code()).isEqualTo(code);
    assertThat(ended.output().lines().findFirst().orElse("")).isEqualTo(said);
    assertThat(folder.resolve("logs/2026-01-31.log"))
        .hasContent("--profile yarn nightly --config run.yaml --date 2026-01-31\nat work\n");
  }

  @Test
  void aNightThatHangsIsEnded() throws Exception {
    Ended ended = night("sleep 60", Map.of("FLAN_NIGHTLY_LIMIT", "0.2s"));

    assertThat(ended.code()).isEqualTo(124);
    assertThat(ended.output()).contains("took longer than 0.2s and was ended");
  }

  @Test
  void aSecondNightAtTheSameTimeIsNotBegun() throws Exception {
    Files.createDirectories(folder.resolve("logs"));
    Path script = SCHEDULES.resolve("cron/nightly");
    Path flan = flan("exit 0");
    Ended ended =
        run(
            environment(flan, Map.of()),
            "flock",
            folder.resolve("logs/lock").toString(),
            script.toString(),
            "yarn",
            "run.yaml",
            "2026-01-31");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.output()).contains("was not begun: another one is at work");
  }

  @Test
  void secretsThatOthersMayReadAreRefusedAndOthersReachTheNight() throws Exception {
    Path secrets = Files.writeString(folder.resolve("secrets.env"), "MLFLOW_TRACKING_TOKEN=t\n");
    Map<String, String> named = Map.of("FLAN_SECRETS_FILE", secrets.toString());
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(night("exit 0", named).code()).isEqualTo(2);

    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
    assertThat(night("[ \"$MLFLOW_TRACKING_TOKEN\" = t ]", named).code()).isZero();
  }

  @Test
  void theDagIsPythonThatSetsZoneOverlapAndLimits() throws Exception {
    assumeTrue(hasPython(), "python3 is not there: the DAG is not read");
    String stubs = Path.of("src/test/resources/airflow").toAbsolutePath().toString();
    Ended compiled =
        run(
            Map.of("PYTHONPYCACHEPREFIX", folder.toString()),
            "python3",
            "-m",
            "py_compile",
            SCHEDULES.resolve(DAG).toString());
    assertThat(compiled.code()).as(compiled.output()).isZero();

    Ended read =
        run(
            Map.of("PYTHONPATH", stubs, "PYTHONDONTWRITEBYTECODE", "1"),
            "python3",
            SCHEDULES.resolve(DAG).toString());
    assertThat(read.code()).as(read.output()).isZero();

    JsonNode noted = new ObjectMapper().readTree(read.output());
    JsonNode dag = noted.path("dag");
    assertThat(dag.path("schedule").asText()).isEqualTo(EVERY_NIGHT);
    assertThat(dag.path("start_date").asText()).endsWith(" Europe/Berlin");
    assertThat(dag.path("catchup").asBoolean(true)).isFalse();
    assertThat(dag.path("max_active_runs").asInt()).isEqualTo(1);
    JsonNode night = noted.at("/tasks/nightly");
    assertThat(night.path("skip_on_exit_code")).hasToString("[4]");
    assertThat(night.path("execution_timeout").asText()).isEqualTo("10:00:00");
    assertThat(night.path("bash_command").asText())
        .isEqualTo(
            "exec /opt/flanspark/scripts/flan --profile yarn nightly --config"
                + " /etc/flanspark/run.yaml --date"
                + " {{ data_interval_end.in_timezone('Europe/Berlin').strftime('%Y-%m-%d') }}");
    assertThat(noted.at("/tasks/refused/trigger_rule").asText()).isEqualTo("all_skipped");
    assertThat(noted.path("order")).hasToString("[[\"nightly\",\"refused\"]]");
  }

  private Ended night(String flan) throws Exception {
    return night(flan, Map.of());
  }

  private Ended night(String flan, Map<String, String> more) throws Exception {
    return run(
        environment(flan(flan), more),
        SCHEDULES.resolve("cron/nightly").toString(),
        "yarn",
        "run.yaml",
        "2026-01-31");
  }

  /** A {@code flan} that only this test knows. */
  private Path flan(String body) throws IOException {
    Path flan = Files.writeString(folder.resolve("flan"), "#!/usr/bin/env bash\n" + body + "\n");
    assertThat(flan.toFile().setExecutable(true)).isTrue();
    return flan;
  }

  private Map<String, String> environment(Path flan, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("FLAN", flan.toString());
    environment.put("FLAN_NIGHTLY_LOGS", folder.resolve("logs").toString());
    environment.putIfAbsent("FLAN_SECRETS_FILE", folder.resolve("none").toString());
    return environment;
  }

  private record Ended(int code, String output) {}

  private Ended run(Map<String, String> environment, String... command) throws Exception {
    Path output = Files.createTempFile(folder, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    int code = builder.start().waitFor();
    return new Ended(code, Files.readString(output));
  }

  private boolean hasPython() {
    try {
      return run(Map.of(), "python3", "--version").code() == 0;
    } catch (Exception e) {
      return false;
    }
  }

  private static String text(String name) throws IOException {
    return Files.readString(SCHEDULES.resolve(name));
  }
}
