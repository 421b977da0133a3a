package org.flanspark.tuning.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.flanspark.data.shard.DataException;

/**
 * {@code model.safetensors.index.json}: which of several files holds which tensor.
 *
 * <pre>
 * {"metadata": {"total_size": 438}, "weight_map": {"a": "model-00001-of-00002.safetensors", ...}}
 * </pre>
 *
 * @param files the file's name by the tensor's, in the index's order
 */
record ShardIndex(Map<String, String> files) {
  static final String FILE = "model.safetensors.index.json";

  private static final String WEIGHT_MAP = "weight_map";

  /** No separator of any system, and no name that means a folder: a shard lies beside its index. */
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}");

  ShardIndex {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  /**
   * Reads an index.
   *
   * @param file for messages
   * @throws DataException where it names no tensors, or files outside its folder
   */
  static ShardIndex of(ObjectNode json, String file) {
    if (!(json.path(WEIGHT_MAP) instanceof ObjectNode map) || map.isEmpty()) {
      throw new DataException(
          "Invalid %s in %s: expected the name of a file for each tensor"
              .formatted(WEIGHT_MAP, file));
    }
    Map<String, String> files = new LinkedHashMap<>();
    map.fields()
        .forEachRemaining(
            entry -> files.put(entry.getKey(), shard(entry.getKey(), entry.getValue(), file)));
    return new ShardIndex(files);
  }

  private static String shard(String tensor, JsonNode name, String file) {
    if (!name.isTextual() || !PLAIN_NAME.matcher(name.textValue()).matches()) {
      throw new DataException(
          "Invalid file of tensor %s in %s: %s, expected the name of a file beside it"
              .formatted(HeaderReader.shown(tensor), file, HeaderReader.shown(name.toString())));
    }
    return name.textValue();
  }

  /**
   * The index as it is written.
   *
   * @param bytes of all tensors
   */
  ObjectNode toJson(long bytes) {
    ObjectNode json = FolderFiles.newObject();
    json.putObject("metadata").put("total_size", bytes);
    ObjectNode map = json.putObject(WEIGHT_MAP);
    files.forEach(map::put);
    return json;
  }
}
