package org.flanspark.tuning.huggingface;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.flanspark.data.shard.DataException;

/**
 * An open safetensors file. Values are read where they are asked for; nothing of the file's size is
 * held. Not safe for use by several threads at once.
 */
final class SafetensorsFile implements Closeable {
  private final Path file;
  private final FileBytes bytes;
  private final Map<String, StoredTensor> tensors;
  private final long dataStart;

  private SafetensorsFile(
      Path file, FileBytes bytes, Map<String, StoredTensor> tensors, long dataStart) {
    this.file = file;
    this.bytes = bytes;
    this.tensors = tensors;
    this.dataStart = dataStart;
  }

  /**
   * Opens a file and checks that its header and its length agree.
   *
   * @throws DataException where the file is missing, truncated or malformed
   */
  static SafetensorsFile open(FolderFiles folder, String name) {
    Path file = folder.path(name);
    long length = folder.length(name).orElseThrow(() -> new DataException("Missing file " + file));
    if (length < Long.BYTES) {
      throw new DataException(
          "Cannot read %s: %s bytes, expected a safetensors file".formatted(file, length));
    }
    try {
      FileBytes bytes = folder.bytes(name);
      try {
        return open(file, bytes, length);
      } catch (IOException | RuntimeException e) {
        bytes.close();
        throw e;
      }
    } catch (IOException e) {
      throw new DataException("Cannot read %s: %s".formatted(file, e), e);
    }
  }

  private static SafetensorsFile open(Path file, FileBytes bytes, long length) throws IOException {
    int headerBytes =
        SafetensorsHeader.length(bytes.read(0, Long.BYTES).getLong(), length, file.toString());
    byte[] json = new byte[headerBytes];
    bytes.read(Long.BYTES, headerBytes).get(json);
    long dataStart = (long) Long.BYTES + headerBytes;
    return new SafetensorsFile(
        file, bytes, SafetensorsHeader.parse(json, length - dataStart, file.toString()), dataStart);
  }

  Path path() {
    return file;
  }

  /** Every tensor by its name, in the header's order. */
  Map<String, StoredTensor> tensors() {
    return tensors;
  }

  /**
   * Checks that a tensor can be read as the given one.
   *
   * @throws DataException where its shape is another, or its type is none of the floats that are
   *     read
   */
  void require(String name, List<Integer> dimensions) {
    StoredTensor tensor = tensor(name);
    List<Long> expected = dimensions.stream().map(Integer::longValue).toList();
    if (!tensor.dimensions().equals(expected)) {
      throw new DataException(
          "Invalid shape of tensor %s in %s: %s, expected %s"
              .formatted(name, file, tensor.dimensions(), expected));
    }
    if (!tensor.type().isDecoded()) {
      throw new DataException(
          """
          Cannot read tensor %s of %s: its type is %s, expected F32, F16 or BF16; convert the \
          folder once with transformers: AutoModelForCausalLM.from_pretrained(FOLDER)\
          .float().save_pretrained(FOLDER)\
          """
              .formatted(name, file, tensor.type()));
    }
  }

  /**
   * Fills {@code count} values of {@code into} at {@code offset} with those of a tensor from {@code
   * from} on, as 32-bit floats.
   *
   * @throws DataException where the file cannot be read
   */
  void read(String name, long from, float[] into, int offset, int count) {
    StoredTensor tensor = tensor(name);
    int size = tensor.type().bytes();
    if (from < 0 || from + count > tensor.bytes() / size) {
      throw new IllegalArgumentException(
          "Invalid slice of %s: %s to %s, expected inside 0 to %s"
              .formatted(name, from, from + count, tensor.bytes() / size));
    }
    try {
      for (int done = 0; done < count; done += Safetensors.SLICE_VALUES) {
        int values = Math.min(Safetensors.SLICE_VALUES, count - done);
        long position = dataStart + tensor.begin() + (from + done) * size;
        tensor.type().decode(bytes.read(position, values * size), into, offset + done, values);
      }
    } catch (IOException e) {
      throw new DataException("Cannot read tensor %s of %s: %s".formatted(name, file, e), e);
    }
  }

  /** The tensor of this name. */
  StoredTensor tensor(String name) {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new DataException("Missing tensor %s in %s".formatted(name, file));
    }
    return tensor;
  }

  @Override
  public void close() {
    try {
      bytes.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close " + file + ": " + e, e);
    }
  }
}
