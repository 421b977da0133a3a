package org.flanspark.tuning.huggingface;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.flanspark.tuning.model.ParameterShape;
import org.flanspark.tuning.model.Parameters;

/**
 * Tensors to the files of a model folder: one, or, where they take more than a file may, several
 * and an index.
 */
final class WeightFiles {
  private static final Pattern SHARD = Pattern.compile("model-\\d{5}-of-\\d{5}\\.safetensors");

  private final Parameters tensors;
  private final WeightFormat format;

  WeightFiles(Parameters tensors, WeightFormat format) {
    this.tensors = tensors;
    this.format = format;
  }

  /** Writes the files; those of an earlier model go first: one of them could be read for ours. */
  List<WrittenFile> write(FolderFiles folder) {
    deleteEarlier(folder);
    List<List<ParameterShape>> shards = shards();
    if (shards.size() == 1) {
      return List.of(write(shards.get(0), FolderTensors.SINGLE_FILE, folder));
    }
    List<WrittenFile> written = new ArrayList<>();
    Map<String, String> fileOfTensor = new LinkedHashMap<>();
    for (List<ParameterShape> shard : shards) {
      String name = name(written.size() + 1, shards.size());
      written.add(write(shard, name, folder));
      shard.forEach(tensor -> fileOfTensor.put(tensor.name(), name));
    }
    ShardIndex index = new ShardIndex(fileOfTensor);
    long bytes = tensors.shapes().stream().mapToLong(this::bytes).sum();
    written.add(folder.writeJson(ShardIndex.FILE, index.toJson(bytes)));
    return written;
  }

  private static void deleteEarlier(FolderFiles folder) {
    for (FileStatus entry : folder.list()) {
      String name = entry.getPath().getName();
      if (name.equals(FolderTensors.SINGLE_FILE)
          || name.equals(ShardIndex.FILE)
          || SHARD.matcher(name).matches()) {
        folder.delete(name);
      }
    }
  }

  /** In their order; a tensor that is larger than a file may be has one of its own. */
  private List<List<ParameterShape>> shards() {
    List<List<ParameterShape>> shards = new ArrayList<>();
    List<ParameterShape> shard = new ArrayList<>();
    long shardBytes = 0;
    for (ParameterShape tensor : tensors.shapes()) {
      if (!shard.isEmpty() && shardBytes + bytes(tensor) > format.maxFileBytes()) {
        shards.add(shard);
        shard = new ArrayList<>();
        shardBytes = 0;
      }
      shard.add(tensor);
      shardBytes += bytes(tensor);
    }
    shards.add(shard);
    return shards;
  }

  private WrittenFile write(List<ParameterShape> shard, String name, FolderFiles folder) {
    return Safetensors.write(tensors, shard, format.type(), folder, name);
  }

  private long bytes(ParameterShape tensor) {
    return Math.multiplyExact(tensor.size(), format.type().stored().bytes());
  }

  private static String name(int number, int of) {
    return String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", number, of);
  }
}
