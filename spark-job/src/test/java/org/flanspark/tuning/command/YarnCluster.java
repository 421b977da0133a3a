package org.flanspark.tuning.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * NameNode, DataNode, ResourceManager and NodeManagers as processes on the loopback interface, from
 * Maven artifacts. Closing it, or the end of this JVM, stops what it started; logs stay.
 */
final class YarnCluster implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(180);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

  private static final Path ASSEMBLE =
      FlanScript.repository().resolve("spark-job/src/test/hadoop/assemble");
  private static final Pattern HADOOP_OF_SPARK = Pattern.compile("hadoop-client-api-(.+)\\.jar");

  /** What Hadoop's own scripts pass on JDK 17. */
  private static final List<String> JAVA_OPTIONS =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-Djava.net.preferIPv4Stack=true",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Path jars;
  private final HadoopSite site;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Process> servers = new ArrayList<>();

  /** Containers are no server's descendants any more, once that has ended. */
  private final List<ProcessHandle> stopped = new ArrayList<>();

  private final Thread atExit = new Thread(this::stop, "stop-yarn-cluster");

  private YarnCluster(Path folder, Path jars, HadoopSite site) {
    this.folder = folder;
    this.jars = jars;
    this.site = site;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts the servers and waits until files can be written and all nodes take containers.
   *
   * @param spark a Spark distribution, whose Hadoop has the version that is started
   * @param folder an empty one, for logs, configuration and what the servers store
   * @param nodes NodeManagers, of 3 GB, 4 cores and two made-up cards each
   */
  static YarnCluster start(Path spark, Path folder, int nodes)
      throws IOException, InterruptedException {
    Path jars = assemble(hadoopVersion(spark));
    YarnCluster cluster = new YarnCluster(folder, jars, new HadoopSite(folder, nodes));
    try {
      cluster.startServers(nodes);
      cluster.awaitReady(nodes);
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** An executor's process, as its own command line names it. */
  record Executor(String application, int number, String container, ProcessHandle process) {
    private static final Pattern NAME =
        Pattern.compile(
            "spark\\.yarn\\.app\\.container\\.log\\.dir=\\S*/(container_\\w+) .*"
                + "CoarseGrainedExecutorBackend .*--executor-id (\\d+) .*--app-id (\\S+)");

    /** The shell that a NodeManager starts it in has the same words: it is not Java. */
    static Optional<Executor> of(ProcessHandle process) {
      try {
        // A handle's own command line ends after a page of memory, and Spark's is longer.
        Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        String line = Files.readString(file, UTF_8).replace('\0', ' ');
        Matcher name = NAME.matcher(line);
        return line.split(" ", 2)[0].endsWith("/java") && name.find()
            ? Optional.of(
                new Executor(
                    name.group(3), Integer.parseInt(name.group(2)), name.group(1), process))
            : Optional.empty();
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  /** An application as the ResourceManager reports it. */
  record Application(String id, String name, String state, String finalStatus) {}

  /** What {@code HADOOP_CONF_DIR} has to be for clients. */
  Path configuration() {
    return site.client();
  }

  /** The default file system, as {@code hdfs://127.0.0.1:40123}. */
  String fileSystem() {
    return site.fileSystem();
  }

  /** The executors that run now, whatever their application. */
  List<Executor> executors() {
    return servers.stream()
        .flatMap(Process::descendants)
        .filter(ProcessHandle::isAlive)
        .flatMap(process -> Executor.of(process).stream())
        .toList();
  }

  /** What the servers have started and runs yet, and the servers themselves. */
  List<ProcessHandle> processes() {
    Stream<ProcessHandle> found =
        servers.stream()
            .flatMap(server -> Stream.concat(server.descendants(), Stream.of(server.toHandle())));
    return Stream.concat(found, stopped.stream()).filter(ProcessHandle::isAlive).toList();
  }

  /** All applications, the oldest first. */
  List<Application> applications() throws IOException, InterruptedException {
    List<Application> applications = new ArrayList<>();
    for (JsonNode one :
        json(site.resourceManagerPage() + "/ws/v1/cluster/apps").path("apps").path("app")) {
      applications.add(
          new Application(
              one.path("id").asText(),
              one.path("name").asText(),
              one.path("state").asText(),
              one.path("finalStatus").asText()));
    }
    applications.sort((one, other) -> one.id().compareTo(other.id()));
    return applications;
  }

  /** What the containers of an application printed, with their names; drivers' among them. */
  String containerLogs(String application) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int node = 0; Files.isDirectory(site.node(node)); node++) {
      Path logs = site.containerLogs(node).resolve(application);
      if (Files.isDirectory(logs)) {
        try (Stream<Path> files = Files.walk(logs)) {
          for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
            text.append("--- ").append(file).append('\n').append(Files.readString(file));
          }
        }
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    stop();
  }

  private static String hadoopVersion(Path spark) throws IOException {
    try (Stream<Path> jars = Files.list(spark.resolve("jars"))) {
      return jars.map(jar -> HADOOP_OF_SPARK.matcher(jar.getFileName().toString()))
          .filter(Matcher::matches)
          .map(matcher -> matcher.group(1))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("Missing hadoop-client-api in " + spark));
    }
  }

  private static Path assemble(String version) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(ASSEMBLE.toString(), version)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("Cannot assemble Hadoop; its log is under target/hadoop");
    }
    return Path.of(printed);
  }

  private void startServers(int nodes) throws IOException, InterruptedException {
    String nameNode = "org.apache.hadoop.hdfs.server.namenode.NameNode";
    Process format =
        launch("format", site.client(), List.of(nameNode, "-format", "-nonInteractive"));
    if (format.waitFor() != 0) {
      throw new IllegalStateException("Cannot format the NameNode: " + logs());
    }
    start("namenode", site.client(), nameNode);
    start("datanode", site.client(), "org.apache.hadoop.hdfs.server.datanode.DataNode");
    start(
        "resourcemanager",
        site.client(),
        "org.apache.hadoop.yarn.server.resourcemanager.ResourceManager");
    for (int node = 0; node < nodes; node++) {
      start(
          "nodemanager-" + node,
          site.node(node),
          "org.apache.hadoop.yarn.server.nodemanager.NodeManager");
    }
  }

  private void start(String name, Path conf, String mainClass) throws IOException {
    servers.add(launch(name, conf, List.of(mainClass)));
  }

  private Process launch(String name, Path conf, List<String> classAndArguments)
      throws IOException {
    String java = System.getProperty("java.home");
    List<String> command = new ArrayList<>(List.of(java + "/bin/java"));
    command.addAll(JAVA_OPTIONS);
    command.addAll(List.of("-cp", conf + ":" + jars + "/*"));
    command.addAll(classAndArguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "JAVA_HOME", java,
                "HADOOP_CONF_DIR", conf.toString(),
                "HADOOP_HOME", folder.toString(),
                "USER", System.getProperty("user.name")));
    return builder.start();
  }

  private void awaitReady(int nodes) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(START_LIMIT);
    while (!isWritable() || activeNodes() < nodes) {
      if (!servers.stream().allMatch(Process::isAlive)) {
        throw new IllegalStateException("Cannot start the cluster, a server ended: " + logs());
      }
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("Not ready after %s: %s".formatted(START_LIMIT, logs()));
      }
      TimeUnit.MILLISECONDS.sleep(300);
    }
  }

  private boolean isWritable() throws IOException, InterruptedException {
    JsonNode state =
        json(site.nameNodePage() + "/jmx?qry=Hadoop:service=NameNode,name=FSNamesystemState")
            .path("beans")
            .path(0);
    return state.path("NumLiveDataNodes").asInt() == 1
        && state.path("FSState").asText().equals("Operational");
  }

  private int activeNodes() throws IOException, InterruptedException {
    return json(site.resourceManagerPage() + "/ws/v1/cluster/metrics")
        .path("clusterMetrics")
        .path("activeNodes")
        .asInt();
  }

  /** What a page says; nothing where its server does not answer yet. */
  private JsonNode json(String page) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(page)).timeout(Duration.ofSeconds(20)).build();
    try {
      String body = http.send(request, BodyHandlers.ofString()).body();
      return body.startsWith("{") ? JSON.readTree(body) : JSON.createObjectNode();
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }

  private String logs() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).sorted().toList()) {
        List<String> lines =
            Files.readAllLines(log).stream().filter(line -> line.length() < 2000).toList();
        text.append("\n--- ").append(log).append('\n');
        text.append(String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size())));
      }
    }
    return text.toString();
  }

  /** Containers are the NodeManagers' children, and outlive one that is killed: they go as well. */
  private void stop() {
    List<ProcessHandle> all = processes();
    stopped.addAll(all);
    all.forEach(ProcessHandle::destroy);
    awaitEnd(all);
    List<ProcessHandle> left = all.stream().filter(ProcessHandle::isAlive).toList();
    left.forEach(ProcessHandle::destroyForcibly);
    awaitEnd(left);
  }

  private static void awaitEnd(List<ProcessHandle> processes) {
    try {
      CompletableFuture.allOf(
              processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
          .get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // Who asks for the processes sees which are left.
    }
  }
}
