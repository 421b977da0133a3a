package org.flanspark.tuning.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.flanspark.data.shard.DataException;

/**
 * What an evaluation leaves in a run's folder.
 *
 * <pre>
 * results/predictions/model=tuned|untuned/     one row for each prompt
 * results/evaluation.json                      {@link EvaluationResults}, keys in snake_case
 * results/results.json, results-untuned.json   the same for tools of others, {@link HarnessResults}
 * results/_SUCCESS                             written last
 * </pre>
 */
public final class ResultsFolder {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final Path root;
  private final Configuration hadoop;

  /** The results of a run. */
  public ResultsFolder(Path runFolder, Configuration hadoop) {
    this.root = new Path(runFolder, "results");
    this.hadoop = hadoop;
  }

  /** The table of one model's predictions. */
  public Path predictions(String model) {
    return new Path(root, "predictions/model=" + model);
  }

  /** The file of the results. */
  public Path file() {
    return new Path(root, "evaluation.json");
  }

  private Path marker() {
    return new Path(root, "_SUCCESS");
  }

  /** Deletes what an earlier evaluation left, its marker first. */
  void clear() {
    try {
      FileSystem files = root.getFileSystem(hadoop);
      files.delete(marker(), false);
      files.delete(root, true);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete the old results " + root, e);
    }
  }

  /** Writes the results, then the marker that makes the folder whole. */
  void write(EvaluationResults results) {
    try {
      FileSystem files = root.getFileSystem(hadoop);
      try (OutputStream out = files.create(file(), true)) {
        out.write(JSON.writeValueAsBytes(results));
      }
      HarnessResults.write(results, files, root);
      files.create(marker(), true).close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the results " + file(), e);
    }
  }

  /**
   * The results of a whole evaluation; empty where there is none.
   *
   * @throws DataException where they cannot be read or have another format
   */
  public Optional<EvaluationResults> read() {
    try {
      FileSystem files = root.getFileSystem(hadoop);
      if (!files.exists(marker())) {
        return Optional.empty();
      }
      try (InputStream in = files.open(file())) {
        return Optional.of(checked(JSON.readValue(in, EvaluationResults.class)));
      }
    } catch (IOException e) {
      throw new DataException("Cannot read the results %s: %s".formatted(file(), e), e);
    }
  }

  private EvaluationResults checked(EvaluationResults results) {
    if (results.formatVersion() != EvaluationResults.FORMAT_VERSION) {
      throw new DataException(
          "Cannot read the results %s: their format is version %s, expected %s; run evaluate again"
              .formatted(file(), results.formatVersion(), EvaluationResults.FORMAT_VERSION));
    }
    return results;
  }
}
