package org.flanspark.tuning.training;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.flanspark.command.CommandFrame;
import org.flanspark.config.ConfigException;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.flanspark.tuning.ledger.LedgerEntry;

/**
 * Where things lie in the folder of a run.
 *
 * <pre>
 * run.yaml                   the effective settings
 * plan.json                  what was foretold of memory, traffic and time
 * checkpoints/round-000012/
 * metrics.jsonl  ledger.jsonl
 * tensorboard/               the same metrics as event files
 * mlflow.json                which MLflow run shows them, where one does
 * model/                     the trained model, when training has ended
 * outcome.json  .lock
 * </pre>
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
  public static final String SETTINGS = "run.yaml";

  /** What was foretold before the first round. */
  public static final String PLAN = "plan.json";

  /** What a start that was refused leaves behind, and what is no result. */
  private static final Set<String> NO_RESULT =
      Set.of(CommandFrame.OUTCOME_FILE, SETTINGS, PLAN, RunLock.FILE);

  public Path ledger() {
    return new Path(path, LedgerEntry.FILE);
  }

  public Path metrics() {
    return new Path(path, "metrics.jsonl");
  }

  /** Event files for TensorBoard. */
  public Path tensorBoard() {
    return new Path(path, "tensorboard");
  }

  /** The trained model, as Hugging Face tools load it. */
  public Path model() {
    return new Path(path, "model");
  }

  /**
   * Makes the folder if it is not there.
   *
   * @throws ConfigException where that cannot be done
   */
  public void create(Configuration hadoop) {
    try {
      path.getFileSystem(hadoop).mkdirs(path);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Refuses a folder in which a run has left anything.
   *
   * @throws ConfigException which names what is there
   */
  public void requireEmpty(Configuration hadoop) {
    List<String> results =
        FolderFiles.of(path, hadoop).list().stream()
            .map(FileStatus::getPath)
            .map(Path::getName)
            .filter(name -> !NO_RESULT.contains(name) && !name.startsWith("."))
            .toList();
    if (!results.isEmpty()) {
      throw new ConfigException(
          "Cannot start in run folder %s: it holds %s; continue that run with --resume, or set output.run to another folder"
              .formatted(path, String.join(", ", results)));
    }
  }

  ConfigException unwritable(IOException cause) {
    return new ConfigException(
        "Cannot write to run folder %s (output.run): %s".formatted(path, cause.getMessage()));
  }
}
