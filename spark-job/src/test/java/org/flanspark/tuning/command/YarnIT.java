package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.flanspark.config.RunConfig;
import org.flanspark.tuning.command.FlanScript.Ended;
import org.flanspark.tuning.command.FlanScript.Running;
import org.flanspark.tuning.command.YarnCluster.Application;
import org.flanspark.tuning.command.YarnCluster.Executor;
import org.flanspark.tuning.training.TinyPreparedShards;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands on HDFS and on a YARN of two nodes, with its profile, in cluster mode. */
@Tag("soak")
@Timeout(1200)
class YarnIT {
  private static final Duration KILL_LIMIT = Duration.ofMinutes(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of the repository's build, not temporary: logs are needed where a test has failed. */
  private static final Path CLUSTER =
      FlanScript.repository().resolve("spark-job/target/yarn-cluster");

  private static YarnCluster cluster;
  private static FileSystem files;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    empty(CLUSTER);
    cluster = YarnCluster.start(FlanScript.spark(), CLUSTER, 2);
    Configuration hadoop = new Configuration();
    hadoop.set("fs.defaultFS", cluster.fileSystem());
    files = FileSystem.get(hadoop);
  }

  @AfterAll
  static void stop() throws IOException {
    if (cluster != null) {
      files.close();
      cluster.close();
      assertThat(cluster.processes()).as("what the cluster has started").isEmpty();
    }
  }

  @Test
  void fromRecordsToResultsWithAnExecutorKilledOnTheWay() throws Exception {
    String root = cluster.fileSystem() + "/flow";
    Path recipe = recipe(root);
    List<Application> ofOtherTests = cluster.applications();
    done(flan().run("sample", "--out", root + "/records"));
    done(flan().run(line(Map.of(), "tokenizer", recipe)));
    done(flan().run(line(Map.of(), "prepare", recipe)));
    assertThat(outcome(root + "/prepared")).isEqualTo("done");

    Running training = flan().start(line(Map.of(), "train", recipe));
    Executor killed = killExecutorAfterRound(training, root + "/run/metrics.jsonl", 2);
    done(training.await());

    assertThat(outcome(root + "/run")).isEqualTo("done");
    assertThat(cluster.containerLogs(killed.application()))
        .as("the driver has seen the end of " + killed)
        .contains("Lost executor " + killed.number());
    assertTrained(root + "/run");
    Ended verified = flan().run("ledger", "verify", "--config", recipe.toString());
    assertThat(verified.code()).as(verified.stderr()).isZero();
    assertThat(verified.stdout()).contains("each row once a pass");

    done(flan().run(line(Map.of(), "evaluate", recipe)));
    assertThat(outcome(root + "/run")).isEqualTo("done");
    assertEvaluated(root + "/run");
    assertThat(cluster.applications())
        .filteredOn(one -> !ofOtherTests.contains(one))
        .extracting(one -> one.name() + " " + one.finalStatus())
        .containsExactlyInAnyOrder(
            "flan tokenizer SUCCEEDED",
            "flan prepare SUCCEEDED",
            "flan train SUCCEEDED",
            "flan evaluate SUCCEEDED");
  }

  @Test
  void moreCardsForAnExecutorThanANodeHasAreRefusedAtOnce() throws Exception {
    Path recipe = tinyRecipe("/cards-of-one", Map.of());
    Map<String, String> cards =
        Map.of("spark.executor.resource.gpu.amount", "3", "spark.task.resource.gpu.amount", "3");

    Ended training = flan().run(line(cards, "train", recipe));
    Ended evaluation = flan().run(line(cards, "evaluate", recipe));

    assertThat(training.code()).as(training.stderr()).isEqualTo(2);
    assertThat(training.stderr())
        .contains("Invalid spark.executor.resource.gpu.amount: 3, expected 1 for train");
    assertThat(evaluation.code()).as(evaluation.stderr()).isEqualTo(1);
    assertThat(evaluation.stderr())
        .as("what YARN says")
        .contains("InvalidResourceRequestException")
        .contains("yarn.io/gpu: 3")
        .contains("yarn.io/gpu: " + HadoopSite.CARDS_PER_NODE);
    assertThat(exists("/cards-of-one/run/checkpoints")).isFalse();
    assertNothingRuns();
  }

  @Test
  void moreCardsThanAllNodesHaveAreRefusedAfterAWhile() throws Exception {
    Path recipe =
        tinyRecipe(
            "/cards-of-all", Map.of("averaging.workers", "5", "execution.wait-seconds", "45"));
    Path gpu = FlanScript.repository().resolve("cluster-conf/gpu");
    Map<String, String> cards =
        Map.of(
            "spark.executor.instances",
            "5",
            "spark.executor.resource.gpu.amount",
            "1",
            "spark.executor.resource.gpu.discoveryScript",
            "./claim-gpu",
            "spark.yarn.dist.files",
            gpu.resolve("claim-gpu") + "," + gpu.resolve("discover-gpus"),
            "spark.executorEnv.FLAN_GPU_CLAIMS",
            folder.resolve("claims").toString(),
            "spark.executorEnv.CUDA_VISIBLE_DEVICES",
            "0,1,2,3");

    Ended ended = flan().run(line(cards, "train", recipe));

    assertThat(ended.code()).as(ended.stderr()).isEqualTo(2);
    assertThat(ended.stderr())
        .containsPattern(
            "error: Cannot train with averaging.workers: 5: after 45 s \\(execution.wait-seconds\\)"
                + " the cluster has executors for [1-4] of them; missing: [1-4], each with"
                + " spark.executor.cores=1, spark.executor.memory=640m,"
                + " spark.executor.resource.gpu.amount=1");
    assertThat(message("/cards-of-all/run")).startsWith("Cannot train with averaging.workers: 5");
    assertThat(exists("/cards-of-all/run/checkpoints")).isFalse();
    assertNothingRuns();
  }

  @Test
  void whatOnlyTheDriverFindsWrongHasTheSameExitCode() throws Exception {
    Path recipe = tinyRecipe("/disagreeing", Map.of("packing.row-length", "16"));

    Ended ended = flan().run(line(Map.of(), "train", recipe));

    assertThat(ended.code()).as(ended.stderr()).isEqualTo(2);
    assertThat(ended.stderr()).contains("packing.row-length");
    assertThat(message("/disagreeing/run")).contains("packing.row-length");
    assertThat(files.listStatus(new org.apache.hadoop.fs.Path(".flan")))
        .as("the driver's outcome is taken away by who has read it")
        .isEmpty();
    assertNothingRuns();
  }

  @Test
  void studiesAndTaskFilesOfThisMachineTravel() throws Exception {
    String root = cluster.fileSystem() + "/study";
    Path tasks = Files.createDirectory(folder.resolve("my-tasks"));
    // None of its records is there, which only those find who have read the file.
    Files.writeString(
        tasks.resolve("words.yaml"),
        """
        name: words
        cluster: words
        kind: generation
        source: {path: words, format: jsonl, schema: "word STRING"}
        select: {word: word, answer: word}
        splits: {train: train, test: test}
        metric: exact-match
        licence: own
        templates: [{input: "Repeat ${word}.", target: "{answer}"}]
        """);
    Path base = tinyRecipe("/study", Map.of());
    Path study =
        Files.writeString(
            folder.resolve("study.yaml"),
            """
            name: travelling
            title: Travelling
            question: Does it arrive?
            base: %s
            figure: {kind: bars, axis: none}
            set: {data.tasks: ["file:%s"], data.root: "%s/records", mixture.tasks: [words]}
            runs: [{name: only, set: {training.seed: 3}}]
            """
                .formatted(base.getFileName(), tasks, root));
    List<String> line = new ArrayList<>(List.of(line(Map.of(), "study", study)));
    line.addAll(List.of("--out", root + "/out"));

    Ended ended = flan().run(line.toArray(String[]::new));

    assertThat(ended.code()).as(ended.stderr()).isEqualTo(1);
    assertThat(ended.stderr())
        .contains(
            "run only failed: Missing data of task words: " + root + "/records/words/train.jsonl");
    assertNothingRuns();
  }

  @Test
  void theDoctorFindsTheClusterFit() throws Exception {
    List<String> line = new ArrayList<>(List.of(line(Map.of(), "doctor", null)));
    line.replaceAll(word -> word.replace("deployMode=cluster", "deployMode=client"));
    line.addAll(List.of("--seconds", "200", "--set", "output.run=/doctor/run"));

    Ended ended = flan().run(line.toArray(String[]::new));

    assertThat(ended.code()).as(ended.stdout() + ended.stderr()).isZero();
    assertThat(ended.stdout().lines())
        .anyMatch(row -> row.matches("ok    java       executors 1-2 +17\\..*"))
        .anyMatch(row -> row.matches("ok    memory     executors 1-2 +.*"))
        .anyMatch(row -> row.matches("ok    output     executors 1-2 +writes, .*"))
        .noneMatch(row -> row.startsWith("FAIL"));
    assertNothingRuns();
  }

  /**
   * The yarn profile for small containers: one of 1.5 GB for the driver and each executor, two to a
   * node.
   *
   * @param more settings of Spark, over the others
   * @param recipe nothing for a command without one
   */
  private static String[] line(Map<String, String> more, String command, Path recipe)
      throws IOException, InterruptedException {
    String java = System.getProperty("java.home");
    String offHeap =
        "-Dorg.bytedeco.javacpp.maxbytes=384m -Dorg.bytedeco.javacpp.maxphysicalbytes=1500m";
    Map<String, String> conf = new TreeMap<>();
    conf.put("spark.submit.deployMode", "cluster");
    for (String process : List.of("driver", "executor")) {
      conf.put("spark.%s.memory".formatted(process), "640m");
      conf.put("spark.%s.memoryOverhead".formatted(process), "896m");
      conf.put("spark.%s.extraJavaOptions".formatted(process), offHeap);
    }
    for (String environment : List.of("spark.yarn.appMasterEnv", "spark.executorEnv")) {
      conf.put(environment + ".JAVA_HOME", java);
      conf.put(environment + ".SPARK_LOCAL_IP", "127.0.0.1");
    }
    // All nodes are this machine: Spark's own classes need not travel.
    conf.put("spark.yarn.jars", "local:%s/jars/*".formatted(FlanScript.spark()));
    conf.putAll(more);
    List<String> line = new ArrayList<>(List.of("--profile", "yarn"));
    conf.forEach((key, value) -> line.addAll(List.of("--conf", key + "=" + value)));
    line.add(command);
    if (recipe != null) {
      line.addAll(List.of("--config", recipe.toString()));
    }
    return line.toArray(String[]::new);
  }

  private Path recipe(String root) throws IOException {
    return SampleRecipe.write(
        folder,
        root,
        """
        training: {passes: 4, batch-rows: 1, learning-rate: 1.0e-2, validate-every-rounds: 5}
        averaging: {workers: 2, local-steps: 2}
        checkpoint: {every-rounds: 10}
        evaluation: {max-examples-per-task: 10, max-new-tokens: 4}
        output:
          prepared: %1$s/prepared
          rendered: %1$s/rendered
          answers: %1$s/answers
          run: %1$s/run
        """);
  }

  /** With data that is prepared already. */
  private Path tinyRecipe(String root, Map<String, String> settings) throws IOException {
    Map<String, String> paths =
        Map.of(
            "output.prepared", cluster.fileSystem() + root + "/prepared",
            "output.run", cluster.fileSystem() + root + "/run",
            "tokenizer.file", cluster.fileSystem() + root + "/prepared/tokenizer/tokenizer.json");
    TinyPreparedShards.write(TinyPreparedShards.config(folder, paths), files.getConf());
    Map<String, String> all = new TreeMap<>(paths);
    all.putAll(settings);
    RunConfig config = TinyPreparedShards.config(folder, all);
    return Files.writeString(folder.resolve("run.yaml"), config.toYaml());
  }

  private static Executor killExecutorAfterRound(Running training, String metrics, int round)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(KILL_LIMIT);
    while (lines(metrics).size() < round) {
      if (!training.process().isAlive() || Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            "Round %s was not reached:%n%s".formatted(round, Files.readString(training.stderr())));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    Executor executor =
        cluster.executors().stream()
            .min(Comparator.comparingInt(Executor::number))
            .orElseThrow(() -> new IllegalStateException("Missing executors after round " + round));
    assertThat(executor.container())
        .startsWith("container_" + executor.application().replace("application_", ""));
    executor.process().destroyForcibly();
    return executor;
  }

  private static void assertTrained(String run) throws IOException {
    List<String> rounds = lines(run + "/metrics.jsonl");
    JsonNode first = JSON.readTree(rounds.get(0));
    JsonNode last = JSON.readTree(rounds.get(rounds.size() - 1));
    assertThat(last.path("round").asInt()).isEqualTo(rounds.size());
    assertThat(last.path("loss").asDouble()).isPositive().isLessThan(first.path("loss").asDouble());
    assertThat(exists(run + "/model/model.safetensors")).isTrue();
  }

  private static void assertEvaluated(String run) throws IOException {
    JsonNode results = JSON.readTree(text(run + "/results/evaluation.json"));
    assertThat(results.path("tasks").findValuesAsText("task"))
        .contains("diary_moods", "question_types", "small_inference");
    assertThat(exists(run + "/results/results.json")).isTrue();
  }

  private static void assertNothingRuns() throws IOException, InterruptedException {
    assertThat(cluster.applications())
        .extracting(Application::state)
        .containsAnyOf("FINISHED", "FAILED")
        .isSubsetOf("FINISHED", "FAILED");
  }

  private static String outcome(String run) throws IOException {
    return JSON.readTree(text(run + "/outcome.json")).path("outcome").asText();
  }

  private static String message(String run) throws IOException {
    return JSON.readTree(text(run + "/outcome.json")).path("message").asText();
  }

  private static List<String> lines(String file) throws IOException {
    return exists(file) ? text(file).lines().toList() : List.of();
  }

  private static String text(String file) throws IOException {
    try (InputStream in = files.open(new org.apache.hadoop.fs.Path(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static boolean exists(String file) throws IOException {
    return files.exists(new org.apache.hadoop.fs.Path(file));
  }

  private static void empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(one);
        }
      }
    }
    Files.createDirectories(folder);
  }

  private static void done(Ended ended) {
    assertThat(ended.code()).as(ended.stderr()).isZero();
  }

  private FlanScript flan() {
    return new FlanScript(
        folder,
        Map.of(
            "SPARK_LOCAL_IP", "127.0.0.1", "HADOOP_CONF_DIR", cluster.configuration().toString()));
  }
}
