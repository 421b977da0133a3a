package org.flanspark.tuning.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
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
 */
public record PlannedRun(ModelShape shape, Load update) {

  /**
   * As prepared, where data is prepared; else with the configured vocabulary, and every token
   * counted.
   *
   * @throws org.flanspark.data.shard.DataException where {@code model.from} is no model folder
   */
  public static PlannedRun of(RunConfig config, Configuration hadoop) {
    PreparedFolder folder = new PreparedFolder(config.output().prepared());
    if (!isThere(folder.marker(), hadoop)) {
      return of(config, config.tokenizer().vocabularySize(), 1, hadoop);
    }
    Manifest manifest = ManifestFile.read(folder, hadoop);
    PackedFacts train = manifest.packed().get(PreparedFolder.TRAIN);
    double counted =
        train == null || train.tokens() == 0 ? 1 : (double) train.countedTokens() / train.tokens();
    return of(config, manifest.tokenizer().vocabularySize(), counted, hadoop);
  }

  private static PlannedRun of(
      RunConfig config, int vocabulary, double countedShare, Configuration hadoop) {
    String from = config.model().from();
    ModelShape shape =
        from == null
            ? EngineSettings.shape(config.model(), vocabulary)
            : ModelFolder.open(new Path(from), hadoop).shape();
    int rows = config.training().batchRows();
    int time = config.packing().rowLength();
    long tokens = (long) rows * time;
    return new PlannedRun(shape, new Load(rows, time, (int) Math.ceil(tokens * countedShare)));
  }

  private static boolean isThere(Path file, Configuration hadoop) {
    try {
      return file.getFileSystem(hadoop).exists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot reach " + file, e);
    }
  }
}
