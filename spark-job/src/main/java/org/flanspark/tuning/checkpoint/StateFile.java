package org.flanspark.tuning.checkpoint;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.huggingface.WrittenFile;

/**
 * {@code state/state.json}: the run's state, and every other file of the checkpoint as it was
 * written.
 *
 * @param formatVersion {@value #FORMAT_VERSION}
 * @param files relative to the checkpoint's folder
 */
record StateFile(int formatVersion, RunState run, List<WrittenFile> files) {
  /** Raised when readers of the version before could misread a checkpoint. */
  static final int FORMAT_VERSION = 2;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  StateFile {
    files = List.copyOf(files);
  }

  ObjectNode toJson() {
    return JSON.valueToTree(this);
  }

  /**
   * Reads what {@link #toJson} gave.
   *
   * @throws DataException where a field is missing or unknown, or the version is another
   */
  static StateFile of(ObjectNode json, String file) {
    try {
      Version version = JSON.treeToValue(json, Version.class);
      if (version.formatVersion() != FORMAT_VERSION) {
        throw new DataException(
            "Cannot read %s: its format is version %s, expected %s"
                .formatted(file, version.formatVersion(), FORMAT_VERSION));
      }
      return JSON.treeToValue(json, StateFile.class);
    } catch (JsonProcessingException e) {
      throw new DataException("Cannot read %s: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }

  /** The one field that every version has. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Version(int formatVersion) {}
}
