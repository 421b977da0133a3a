package org.flanspark.tuning.command;

import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.ConfigOptions;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.ManifestFile;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.tuning.checkpoint.Checkpoint;
import org.flanspark.tuning.checkpoint.CheckpointStore;
import org.flanspark.tuning.checkpoint.RunState;
import org.flanspark.tuning.huggingface.ModelExport;
import org.flanspark.tuning.huggingface.ModelExport.Existing;
import org.flanspark.tuning.huggingface.Provenance;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code flan export}: a run's weights to a folder that Hugging Face tools load. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a run's model as a Hugging Face folder: configuration, weights, tokenizer with a"
          + " chat",
      "template, model card. Reads it back and compares it bit for bit before it reports success."
    })
public final class ExportCommand implements FlanCommand {
  private static final Logger LOG = LoggerFactory.getLogger(ExportCommand.class);
  private static final String FOLDER = "model";

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--checkpoint",
      paramLabel = "ROUND",
      description = "The checkpoint to export; default: the newest whole one.")
  private @Nullable Integer round;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder to write; default: model/ in the run's folder.")
  private @Nullable String out;

  @Option(
      names = "--force",
      description = "Writes over the files of a folder that something else filled.")
  private boolean force;

  private @Nullable Path run;

  public static void main(String[] args) {
    CommandFrame.main(new ExportCommand(), args);
  }

  @Override
  public Outcome run() {
    RunConfig config = options.read();
    // The session brings the cluster's settings, and a driver inside a cluster must open one.
    Configuration hadoop =
        SparkSession.builder().getOrCreate().sparkContext().hadoopConfiguration();
    Path runFolder = new Path(config.output().run());
    Checkpoint checkpoint = checkpoint(runFolder, hadoop);
    run = runFolder;
    Path folder = out == null ? new Path(runFolder, FOLDER) : new Path(out);
    PreparedFolder prepared = new PreparedFolder(config.output().prepared());
    Manifest manifest = ManifestFile.read(prepared, hadoop);
    requireSameTokenizer(checkpoint, manifest);
    ModelExport.of(
            checkpoint.model(), manifest, prepared, provenance(runFolder, checkpoint), hadoop)
        .write(
            folder,
            config.output().exportDtype(),
            force ? Existing.OVERWRITTEN : Existing.KEPT,
            hadoop);
    LOG.info("Exported {} to {}; read back and equal bit for bit", checkpoint.path(), folder);
    System.out.println(folder);
    return Outcome.done("round %s exported to %s".formatted(checkpoint.run().round(), folder));
  }

  private Checkpoint checkpoint(Path runFolder, Configuration hadoop) {
    CheckpointStore store = new CheckpointStore(runFolder, hadoop);
    if (round != null) {
      return store.open(round);
    }
    return store
        .findLatest()
        .orElseThrow(
            () ->
                new DataException(
                    "Missing checkpoint in %s: no whole one is there; run train first"
                        .formatted(runFolder)));
  }

  private static void requireSameTokenizer(Checkpoint checkpoint, Manifest manifest) {
    String trained = checkpoint.run().tokenizerDigest();
    if (!trained.equals(manifest.tokenizer().digest())) {
      throw new DataException(
          "Cannot export %s: it was trained with the tokenizer %s, the prepared data hold %s; name the data of its training in output.prepared"
              .formatted(checkpoint.path(), trained, manifest.tokenizer().digest()));
    }
  }

  private static Provenance provenance(Path runFolder, Checkpoint checkpoint) {
    RunState state = checkpoint.run();
    return new Provenance(runFolder.getName(), state.round(), state.tokens());
  }

  @Override
  public Optional<Path> outcomeFolder() {
    return Optional.ofNullable(run);
  }
}
