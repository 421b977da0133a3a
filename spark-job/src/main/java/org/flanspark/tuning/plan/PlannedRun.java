package org.flanspark.tuning.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.Manifest.PackedFacts;
import org.flanspark.data.shard.ManifestFile;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.tuning.huggingface.ModelFolder;
import org.flanspark.tuning.model.DecoderMemory.Load;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.training.EngineSettings;

/**
 * What is known of a run before it starts.
 *
 * @param shape of its model
 * @param update the rows of one update, full ones
 * @param packed the training rows; empty where none are prepared
 */
public record PlannedRun(ModelShape shape, Load update, Optional<PackedFacts> packed) {

  /**
   * As prepared, where data is prepared; else with the configured vocabulary, and every token
   * counted.
   *
   * @throws org.flanspark.data.shard.DataException where {@code model.from} is no model folder
   */
  public static PlannedRun of(RunConfig config, Configuration hadoop) {
    PreparedFolder folder = new PreparedFolder(config.output().prepared());
    if (!isThere(folder.marker(), hadoop)) {
      return of(config, config.tokenizer().vocabularySize(), Optional.empty(), hadoop);
    }
    Manifest manifest = ManifestFile.read(folder, hadoop);
    Optional<PackedFacts> packed =
        Optional.ofNullable(manifest.packed().get(PreparedFolder.TRAIN))
            .filter(train -> train.tokens() > 0);
    return of(config, manifest.tokenizer().vocabularySize(), packed, hadoop);
  }

  private static PlannedRun of(
      RunConfig config, int vocabulary, Optional<PackedFacts> packed, Configuration hadoop) {
    String from = config.model().from();
    ModelShape shape =
        from == null
            ? EngineSettings.shape(config.model(), vocabulary)
            : ModelFolder.open(new Path(from), hadoop).shape();
    int rows = config.training().batchRows();
    int time = config.packing().rowLength();
    double counted =
        packed.map(train -> (double) train.countedTokens() / train.tokens()).orElse(1.0);
    long tokens = (long) rows * time;
    return new PlannedRun(shape, new Load(rows, time, (int) Math.ceil(tokens * counted)), packed);
  }

  private static boolean isThere(Path file, Configuration hadoop) {
    try {
      return file.getFileSystem(hadoop).exists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot reach " + file, e);
    }
  }
}
