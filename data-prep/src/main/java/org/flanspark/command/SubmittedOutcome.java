package org.flanspark.command;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a driver in a cluster leaves its outcome for the process that has submitted it, which loses
 * the driver's exit code otherwise. The file is of one submission: {@code outcome.json} in a run's
 * folder may be that of a command before, and there is none where the settings name no folder.
 *
 * @param file on a file system that both reach
 */
public record SubmittedOutcome(Path file) {
  /** The property that a submission hands to its driver with the file's name. */
  static final String PROPERTY = "spark.flan.outcome-file";

  private static final Logger LOG = LoggerFactory.getLogger(SubmittedOutcome.class);

  /** The submission's file, in its driver; nothing where it has none. */
  static Optional<SubmittedOutcome> ofThisDriver() {
    return Optional.ofNullable(System.getProperty(PROPERTY))
        .map(file -> new SubmittedOutcome(new Path(file)));
  }

  /**
   * On the submitting machine, once a driver has ended: removes the file, says what failed, and
   * ends with the driver's exit code, also where {@code spark-submit} has another: YARN calls a
   * driver failed that needed no Spark to be done. Where the driver left nothing, with the code
   * that was given.
   *
   * @param args the file, and the exit code of {@code spark-submit}
   */
  public static void main(String[] args) {
    System.exit(new SubmittedOutcome(new Path(args[0])).taken(Integer.parseInt(args[1])));
  }

  /** In the driver. */
  void leave(Outcome outcome) {
    try {
      outcome.write(file, new Configuration());
    } catch (IOException e) {
      LOG.warn("Cannot write {}: {}", file, e.toString());
    }
  }

  int taken(int otherwise) {
    try {
      Configuration hadoop = new Configuration();
      Outcome outcome = Outcome.read(file, hadoop);
      file.getFileSystem(hadoop).delete(file, false);
      if (outcome.code() != ExitCode.DONE.code()) {
        System.err.println("error: " + outcome.message());
      }
      return outcome.code();
    } catch (FileNotFoundException e) {
      if (otherwise != ExitCode.DONE.code()) {
        System.err.println(
            "error: The driver failed before it could say why; what the cluster says stands above");
      }
    } catch (IOException e) {
      System.err.println("error: Cannot read how the driver ended from %s: %s".formatted(file, e));
    }
    return otherwise;
  }
}
