package org.flanspark.tuning.huggingface;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.flanspark.data.shard.DataException;

/**
 * The tensors of a model, in one safetensors file or in several with an index. Not safe for use by
 * several threads at once.
 */
final class FolderTensors implements Closeable {
  static final String SINGLE_FILE = "model.safetensors";

  private static final String PICKLE_FILE = "pytorch_model.bin";

  private final Path path;
  private final List<SafetensorsFile> open = new ArrayList<>();
  private final Map<String, SafetensorsFile> files = new LinkedHashMap<>();

  private FolderTensors(Path path) {
    this.path = path;
  }

  /**
   * Opens the weights of a model folder: {@code model.safetensors} where there is one, as
   * transformers does, or else the files that the index names.
   *
   * @throws DataException where a file is missing or malformed, or holds other tensors than the
   *     index says
   */
  static FolderTensors open(FolderFiles folder) {
    if (folder.has(SINGLE_FILE)) {
      return open(folder, SINGLE_FILE);
    }
    if (folder.has(ShardIndex.FILE)) {
      return openShards(folder);
    }
    if (folder.has(PICKLE_FILE)) {
      throw new DataException(
          """
          Cannot read %s: expected %s; convert it once with transformers: \
          AutoModelForCausalLM.from_pretrained(FOLDER).save_pretrained(FOLDER)\
          """
              .formatted(folder.path(PICKLE_FILE), SINGLE_FILE));
    }
    throw new DataException("Missing %s in %s".formatted(SINGLE_FILE, folder.path()));
  }

  /**
   * Opens one file.
   *
   * @throws DataException where it is missing or malformed
   */
  static FolderTensors open(FolderFiles folder, String name) {
    FolderTensors tensors = new FolderTensors(folder.path(name));
    tensors.add(folder, name);
    return tensors;
  }

  private static FolderTensors openShards(FolderFiles folder) {
    Path path = folder.path(ShardIndex.FILE);
    ShardIndex index = ShardIndex.of(folder.readJson(ShardIndex.FILE), path.toString());
    FolderTensors tensors = new FolderTensors(path);
    try {
      for (String shard : new LinkedHashSet<>(index.files().values())) {
        if (!folder.has(shard)) {
          throw new DataException("Missing %s, which %s names".formatted(folder.path(shard), path));
        }
        tensors.add(folder, shard);
      }
      tensors.requireAgrees(index);
    } catch (RuntimeException e) {
      tensors.close();
      throw e;
    }
    return tensors;
  }

  private void add(FolderFiles folder, String name) {
    SafetensorsFile file = SafetensorsFile.open(folder, name);
    open.add(file);
    for (String tensor : file.tensors().keySet()) {
      SafetensorsFile other = files.put(tensor, file);
      if (other != null) {
        throw new DataException(
            "Cannot read tensor %s: it is in %s and in %s"
                .formatted(HeaderReader.shown(tensor), other.path(), file.path()));
      }
    }
  }

  private void requireAgrees(ShardIndex index) {
    index
        .files()
        .forEach(
            (tensor, name) -> {
              SafetensorsFile file = files.get(tensor);
              if (file == null || !file.path().getName().equals(name)) {
                throw new DataException(
                    "Missing tensor %s in %s, where %s says that it is"
                        .formatted(
                            HeaderReader.shown(tensor), new Path(path.getParent(), name), path));
              }
            });
    files.forEach(
        (tensor, file) -> {
          if (!index.files().containsKey(tensor)) {
            throw new DataException(
                "Unknown tensor %s in %s: %s does not name it"
                    .formatted(HeaderReader.shown(tensor), file.path(), path));
          }
        });
  }

  /** The weights' file, or the index of several; for messages. */
  Path path() {
    return path;
  }

  /** The file of every tensor, by the tensor's name. */
  Map<String, SafetensorsFile> files() {
    return files;
  }

  /** The file that holds a tensor. */
  SafetensorsFile file(String tensor) {
    SafetensorsFile file = files.get(tensor);
    if (file == null) {
      throw new DataException("Missing tensor %s in %s".formatted(tensor, path));
    }
    return file;
  }

  TensorType type(String tensor) {
    return file(tensor).tensor(tensor).type();
  }

  @Override
  public void close() {
    open.forEach(SafetensorsFile::close);
  }
}
