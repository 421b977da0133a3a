package org.flanspark.data.prepare;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.flanspark.config.ConfigException;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.ManifestFile;
import org.flanspark.data.shard.PreparedFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder that is written: what stands there before, and making room for what comes. */
final class PreparedOutput {
  private static final Logger LOG = LoggerFactory.getLogger(PreparedOutput.class);

  private static final Set<String> OURS =
      Set.of(
          PreparedFolder.MARKER,
          "manifest.json",
          "tokenizer",
          "examples",
          "packed",
          "evaluation",
          "quarantine",
          "outcome.json");

  private final PreparedFolder folder;
  private final Configuration hadoop;

  PreparedOutput(PreparedFolder folder, Configuration hadoop) {
    this.folder = folder;
    this.hadoop = hadoop;
  }

  /** The manifest of a preparation that ended; nothing where there is none. */
  Optional<Manifest> finished() {
    try {
      return files().exists(folder.marker())
          ? Optional.of(ManifestFile.read(folder, hadoop))
          : Optional.empty();
    } catch (DataException e) {
      LOG.info("The preparation in {} is of no use any more: {}", folder.root(), e.getMessage());
      return Optional.empty();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Empties the folder, its marker first, so that nothing half-written counts as whole.
   *
   * @throws ConfigException where it cannot be written or holds other files than a preparation's
   */
  void clear() {
    try {
      FileSystem files = files();
      files.mkdirs(folder.path());
      List<FileStatus> entries = Arrays.asList(files.listStatus(folder.path()));
      refuseOthers(entries);
      if (files.delete(folder.marker(), false)) {
        LOG.info("Replacing the preparation in {}", folder.root());
      }
      for (FileStatus entry : entries) {
        if (!entry.getPath().equals(files.makeQualified(folder.marker()))) {
          files.delete(entry.getPath(), true);
        }
      }
      probe(files);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void refuseOthers(List<FileStatus> entries) {
    List<String> others =
        entries.stream()
            .map(entry -> entry.getPath().getName())
            .filter(name -> !OURS.contains(name) && !name.endsWith(".crc"))
            .sorted()
            .toList();
    if (!others.isEmpty()) {
      throw new ConfigException(
          "Cannot write output.prepared: %s holds other files (%s), expected an empty folder or an earlier preparation"
              .formatted(folder.root(), String.join(", ", others)));
    }
  }

  /** Fails now rather than after the work where the folder takes no file. */
  private void probe(FileSystem files) throws IOException {
    files.create(folder.manifest(), true).close();
    files.delete(folder.manifest(), false);
  }

  private FileSystem files() throws IOException {
    return folder.path().getFileSystem(hadoop);
  }

  private ConfigException unwritable(IOException e) {
    LOG.debug("Cannot write", e);
    return new ConfigException(
        "Cannot write output.prepared: %s: %s".formatted(folder.root(), e.getMessage()));
  }
}
