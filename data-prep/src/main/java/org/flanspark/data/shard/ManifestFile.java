package org.flanspark.data.shard;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** {@code manifest.json} and the marker after it. */
public final class ManifestFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private ManifestFile() {}

  /** Writes the manifest, then the marker that makes the folder whole. */
  public static void write(Manifest manifest, PreparedFolder folder, Configuration hadoop) {
    try {
      FileSystem files = folder.path().getFileSystem(hadoop);
      try (OutputStream out = files.create(folder.manifest(), true)) {
        out.write(JSON.writeValueAsBytes(manifest));
      }
      files.create(folder.marker(), true).close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the manifest of " + folder.root(), e);
    }
  }

  /**
   * The manifest of a whole folder.
   *
   * @throws DataException where the folder or its marker is missing, or its format is another
   */
  public static Manifest read(PreparedFolder folder, Configuration hadoop) {
    try {
      FileSystem files = folder.path().getFileSystem(hadoop);
      if (!files.exists(folder.marker())) {
        throw new DataException(
            files.exists(folder.path())
                ? "Cannot use prepared data %s: it has no %s, so its preparation did not end; run prepare again"
                    .formatted(folder.root(), PreparedFolder.MARKER)
                : "Missing prepared data %s: run prepare first".formatted(folder.root()));
      }
      try (InputStream in = files.open(folder.manifest())) {
        return checked(JSON.readValue(in, Manifest.class), folder);
      }
    } catch (IOException e) {
      throw new DataException("Cannot read the manifest of " + folder.root() + ": " + e, e);
    }
  }

  private static Manifest checked(Manifest manifest, PreparedFolder folder) {
    if (manifest.formatVersion() != Manifest.FORMAT_VERSION) {
      throw new DataException(
          "Cannot use prepared data %s: its format is version %s, expected %s; run prepare again"
              .formatted(folder.root(), manifest.formatVersion(), Manifest.FORMAT_VERSION));
    }
    return manifest;
  }
}
