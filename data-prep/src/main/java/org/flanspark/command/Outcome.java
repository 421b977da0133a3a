package org.flanspark.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * How a command ended, as {@code outcome.json} holds it: cluster modes lose a driver's exit code.
 *
 * @param code the exit code
 * @param outcome one word: {@code done}, {@code nothing-new}, {@code failed} ...
 * @param message for a person
 */
public record Outcome(int code, String outcome, String message) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static Outcome done(String message) {
    return new Outcome(ExitCode.DONE.code(), "done", message);
  }

  public static Outcome nothingNew(String message) {
    return new Outcome(ExitCode.DONE.code(), "nothing-new", message);
  }

  static Outcome read(Path file, Configuration hadoop) throws IOException {
    try (InputStream in = file.getFileSystem(hadoop).open(file)) {
      return JSON.readValue(in.readAllBytes(), Outcome.class);
    }
  }

  void write(Path file, Configuration hadoop) throws IOException {
    try (OutputStream out = file.getFileSystem(hadoop).create(file, true)) {
      out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    }
  }
}
