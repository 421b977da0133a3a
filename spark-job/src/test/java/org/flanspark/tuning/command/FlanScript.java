package org.flanspark.tuning.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@code scripts/flan}, or Spark's own script, as a person does, in a folder of its own. */
final class FlanScript {
  private static final long LIMIT_SECONDS = 600;

  private final Path folder;
  private final Map<String, String> environment;

  FlanScript(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = Map.copyOf(environment);
  }

  /** The repository: Maven starts tests in the module's folder. */
  static Path repository() {
    return Path.of("..").toAbsolutePath().normalize();
  }

  /** Spark's folder, as {@code scripts/flan} finds or makes it. */
  static Path spark() throws IOException, InterruptedException {
    String given = System.getenv("SPARK_HOME");
    if (given != null) {
      return Path.of(given);
    }
    Process process =
        new ProcessBuilder(repository().resolve("scripts/spark-distribution/assemble").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("Cannot assemble Spark; its log is under target/spark");
    }
    return Path.of(printed);
  }

  /** How a script ended, and what it said. */
  record Ended(int code, String stdout, String stderr) {}

  Ended run(String... arguments) throws IOException, InterruptedException {
    return run(repository().resolve("scripts/flan"), arguments);
  }

  /** Runs {@code spark-submit}. */
  Ended submit(String... arguments) throws IOException, InterruptedException {
    return run(spark().resolve("bin/spark-submit"), arguments);
  }

  /** Starts {@code scripts/flan}; its end is owed. */
  Running start(String... arguments) throws IOException {
    return start(repository().resolve("scripts/flan"), arguments);
  }

  private Ended run(Path script, String... arguments) throws IOException, InterruptedException {
    return start(script, arguments).await();
  }

  private Running start(Path script, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Path stdout = Files.createTempFile(folder, "flan", ".out");
    Path stderr = Files.createTempFile(folder, "flan", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(stdout.toFile())
            .redirectError(stderr.toFile());
    builder.environment().putAll(environment);
    return new Running(builder.start(), stdout, stderr);
  }

  /** A script that has been started. */
  record Running(Process process, Path stdout, Path stderr) {
    /** Waits for its end, and kills it where that does not come. */
    Ended await() throws IOException, InterruptedException {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        kill();
        throw new IllegalStateException(
            "%s did not end in %s s:%n%s"
                .formatted(process.info(), LIMIT_SECONDS, Files.readString(stderr)));
      }
      return new Ended(process.exitValue(), Files.readString(stdout), Files.readString(stderr));
    }

    /** Ends it and all that it has started, without a chance to clear up. */
    void kill() throws InterruptedException {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }
}
