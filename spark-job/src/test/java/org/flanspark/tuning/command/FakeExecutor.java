package org.flanspark.tuning.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A process that starts a discovery script, as an executor does, and then lives on. */
final class FakeExecutor implements AutoCloseable {
  private static final String PROGRAM = "\"$0\" 2>&1; read -r";

  private final Process process;
  private final BufferedReader output;

  private FakeExecutor(Process process) {
    this.process = process;
    this.output = process.inputReader(UTF_8);
  }

  /**
   * Starts one.
   *
   * @param environment comes on top of this process's own, less {@code CUDA_VISIBLE_DEVICES}
   */
  static FakeExecutor start(Path script, Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", PROGRAM, script.toString());
    builder.environment().remove("CUDA_VISIBLE_DEVICES");
    builder.environment().putAll(environment);
    return new FakeExecutor(builder.start());
  }

  /** The line that the script has printed; waits for it. */
  String said() throws IOException {
    return output.readLine();
  }

  long process() {
    return process.pid();
  }

  /** Ends it as {@code kill -9} does. */
  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
