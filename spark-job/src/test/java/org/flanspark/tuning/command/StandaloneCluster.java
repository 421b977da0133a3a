package org.flanspark.tuning.command;

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
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Spark standalone master and its workers as processes on the loopback interface, at ports that
 * they choose themselves. Closing it, or the end of this JVM, stops what it started.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern PAGE =
      Pattern.compile("MasterWebUI.* started at http://\\S+:(\\d+)");
  private static final Pattern ALIVE = Pattern.compile("\"aliveworkers\"\\s*:\\s*(\\d+)");

  private final Path sparkHome;
  private final Path folder;
  private final Map<String, String> environment;
  private final List<Process> processes = new ArrayList<>();
  private final Thread atExit = new Thread(this::stop, "stop-standalone-cluster");

  private String master = "";

  private StandaloneCluster(Path sparkHome, Path folder, Map<String, String> environment) {
    this.sparkHome = sparkHome;
    this.folder = folder;
    this.environment = environment;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts master and workers and waits until all workers are registered.
   *
   * @param sparkHome a Spark distribution
   * @param folder for logs and the workers' folders
   * @param workers how many, of one core and 2 GB each
   */
  static StandaloneCluster start(Path sparkHome, Path folder, int workers)
      throws IOException, InterruptedException {
    return start(sparkHome, folder, workers, Map.of());
  }

  /** As above, with this on top of this process's own environment. */
  static StandaloneCluster start(
      Path sparkHome, Path folder, int workers, Map<String, String> environment)
      throws IOException, InterruptedException {
    StandaloneCluster cluster = new StandaloneCluster(sparkHome, folder, environment);
    try {
      cluster.startMaster();
      for (int worker = 0; worker < workers; worker++) {
        cluster.startWorker("worker-" + worker);
      }
      cluster.awaitWorkers(workers);
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** The master's URL, as {@code spark://127.0.0.1:40123}. */
  String master() {
    return master;
  }

  /** The workers that ran executors, by application, the oldest application first. */
  SortedMap<String, Set<String>> workersByApplication() throws IOException {
    SortedMap<String, Set<String>> workers = new TreeMap<>();
    try (var folders = Files.find(folder, 2, (path, attributes) -> isApplication(path))) {
      folders.forEach(
          application ->
              workers
                  .computeIfAbsent(application.getFileName().toString(), name -> new TreeSet<>())
                  .add(application.getParent().getFileName().toString()));
    }
    return workers;
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    stop();
  }

  /** A worker makes a folder for each application that it starts an executor of. */
  private static boolean isApplication(Path path) {
    return path.getFileName().toString().startsWith("app-");
  }

  private void startMaster() throws IOException, InterruptedException {
    Path log =
        start(
            "master",
            List.of("org.apache.spark.deploy.master.Master", "--port", "0", "--webui-port", "0"));
    master = awaitInLog(log, MASTER);
  }

  private void startWorker(String name) throws IOException {
    start(
        name,
        List.of(
            "org.apache.spark.deploy.worker.Worker",
            "--port",
            "0",
            "--webui-port",
            "0",
            "--cores",
            "1",
            "--memory",
            "2g",
            "--work-dir",
            folder.resolve(name).toString(),
            master));
  }

  private Path start(String name, List<String> classAndArguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(sparkHome.resolve("bin/spark-class").toString());
    command.addAll(classAndArguments);
    command.addAll(2, List.of("--host", "127.0.0.1"));
    Path log = folder.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("SPARK_HOME", sparkHome.toString());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_DAEMON_MEMORY", "256m");
    processes.add(builder.start());
    return log;
  }

  private void awaitWorkers(int wanted) throws IOException, InterruptedException {
    String port = awaitInLog(folder.resolve("master.log"), PAGE);
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/")).build();
    await(
        "%s workers".formatted(wanted),
        () -> {
          Matcher alive = ALIVE.matcher(client.send(request, BodyHandlers.ofString()).body());
          return alive.find() && Integer.parseInt(alive.group(1)) == wanted
              ? Optional.of(wanted)
              : Optional.empty();
        });
  }

  private String awaitInLog(Path log, Pattern pattern) throws IOException, InterruptedException {
    return await(
        pattern + " in " + log,
        () -> {
          Matcher matcher = pattern.matcher(Files.readString(log));
          return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        });
  }

  private <T> T await(String what, Probe<T> probe) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(START_LIMIT);
    while (Instant.now().isBefore(deadline)) {
      Optional<T> found = probe.look();
      if (found.isPresent()) {
        return found.get();
      }
      if (!processes.stream().allMatch(Process::isAlive)) {
        throw new IllegalStateException("Cannot start the cluster, a process ended: " + logs());
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    throw new IllegalStateException(
        "Missing after %s: %s: %s".formatted(START_LIMIT, what, logs()));
  }

  private String logs() throws IOException {
    StringBuilder text = new StringBuilder();
    try (var files = Files.list(folder)) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).sorted().toList()) {
        text.append("\n--- ").append(log).append('\n').append(Files.readString(log));
      }
    }
    return text.toString();
  }

  /** Executors are the workers' children, and outlive a worker that is killed: they go first. */
  private void stop() {
    List<ProcessHandle> all = new ArrayList<>();
    for (Process process : processes) {
      process.descendants().forEach(all::add);
      all.add(process.toHandle());
    }
    all.forEach(ProcessHandle::destroy);
    for (ProcessHandle handle : all) {
      try {
        handle.onExit().get(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        handle.destroyForcibly();
      } catch (ExecutionException | TimeoutException e) {
        handle.destroyForcibly();
      }
    }
  }

  private interface Probe<T> {
    Optional<T> look() throws IOException, InterruptedException;
  }
}
