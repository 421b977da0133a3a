package org.flanspark.tuning.huggingface;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.Manifest.TokenizerFacts;

/**
 * {@code flanspark.json}: says that a model folder is ours to replace, what it came from and what
 * stands around a prompt.
 *
 * @param complete false from the first byte written until everything was compared
 * @param files every other file, as it was written
 */
record ExportMark(
    boolean complete, Provenance from, TokenizerFacts tokenizer, List<WrittenFile> files) {
  static final String FILE = "flanspark.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  ExportMark {
    files = List.copyOf(files);
  }

  static ExportMark begun(Provenance from, TokenizerFacts tokenizer) {
    return new ExportMark(false, from, tokenizer, List.of());
  }

  ExportMark completed(List<WrittenFile> written) {
    return new ExportMark(true, from, tokenizer, written);
  }

  void write(FolderFiles folder) {
    folder.writeJson(FILE, JSON.<ObjectNode>valueToTree(this));
  }

  /** Deletes what the export wrote; never anything outside the folder, whatever the mark says. */
  void deleteFiles(FolderFiles folder) {
    for (WrittenFile file : files) {
      if (new Path(file.name()).getName().equals(file.name())) {
        folder.delete(file.name());
      }
    }
  }

  /**
   * The mark in a folder; nothing where other tools wrote it, or where a kill cut it to nothing,
   * which says no more than that an export was begun.
   *
   * @throws DataException where it cannot be read
   */
  static Optional<ExportMark> read(FolderFiles folder) {
    if (folder.length(FILE).orElse(0L) == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.treeToValue(folder.readJson(FILE), ExportMark.class));
    } catch (JsonProcessingException e) {
      throw new DataException(
          "Cannot read %s: %s".formatted(folder.path(FILE), e.getOriginalMessage()), e);
    }
  }
}
