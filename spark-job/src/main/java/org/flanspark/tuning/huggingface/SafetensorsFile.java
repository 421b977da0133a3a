package org.flanspark.tuning.huggingface;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.flanspark.data.shard.DataException;

/**
 * An open safetensors file. Values are read where they are asked for; nothing of the file's size is
 * held. Not safe for use by several threads at once.
 */
final class SafetensorsFile implements Closeable {
  /** Far above what any model needs: a header takes about a hundred bytes for each tensor. */
  private static final long MAX_HEADER_BYTES = 16L << 20;

  private final Path file;
  private final FSDataInputStream in;
  private final Map<String, StoredTensor> tensors;
  private final long dataStart;

  private SafetensorsFile(
      Path file, FSDataInputStream in, Map<String, StoredTensor> tensors, long dataStart) {
    this.file = file;
    this.in = in;
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
    try {
      FSDataInputStream in = folder.open(name);
      try {
        return open(file, in, length);
      } catch (IOException | RuntimeException e) {
        in.close();
        throw e;
      }
    } catch (IOException e) {
      throw new DataException("Cannot read %s: %s".formatted(file, e), e);
    }
  }

  private static SafetensorsFile open(Path file, FSDataInputStream in, long length)
      throws IOException {
    if (length < Long.BYTES) {
      throw new DataException(
          "Cannot read %s: %s bytes, expected a safetensors file".formatted(file, length));
    }
    ByteBuffer size = Safetensors.littleEndian(Long.BYTES);
    in.readFully(size.array());
    long headerBytes = size.getLong();
    if (headerBytes < 2 || headerBytes > Math.min(MAX_HEADER_BYTES, length - Long.BYTES)) {
      throw new DataException(
          "Cannot read %s: its header is said to take %s bytes, expected 2 to %s; not a safetensors file, or a truncated one"
              .formatted(file, headerBytes, Math.min(MAX_HEADER_BYTES, length - Long.BYTES)));
    }
    byte[] json = new byte[(int) headerBytes];
    in.readFully(json);
    long dataStart = Long.BYTES + headerBytes;
    return new SafetensorsFile(
        file, in, SafetensorsHeader.parse(json, length - dataStart, file.toString()), dataStart);
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
   * @throws DataException where its shape is another, or its type is not F32
   */
  void require(String name, List<Integer> dimensions) {
    StoredTensor tensor = tensor(name);
    List<Long> expected = dimensions.stream().map(Integer::longValue).toList();
    if (!tensor.dimensions().equals(expected)) {
      throw new DataException(
          "Invalid shape of tensor %s in %s: %s, expected %s"
              .formatted(name, file, tensor.dimensions(), expected));
    }
    if (tensor.type() != TensorType.F32) {
      throw new DataException(
          """
          Cannot read tensor %s of %s: its type is %s, this version reads F32 alone; convert the \
          folder once with transformers: AutoModelForCausalLM.from_pretrained(FOLDER)\
          .float().save_pretrained(FOLDER)\
          """
              .formatted(name, file, tensor.type()));
    }
  }

  /**
   * Fills {@code into} with the values of an F32 tensor from {@code from} on.
   *
   * @throws DataException where the file cannot be read
   */
  void read(String name, long from, float[] into) {
    StoredTensor tensor = tensor(name);
    long values = tensor.bytes() / Float.BYTES;
    if (tensor.type() != TensorType.F32 || from < 0 || from + into.length > values) {
      throw new IllegalArgumentException(
          "Invalid slice of %s: %s to %s of F32, expected inside 0 to %s of %s"
              .formatted(name, from, from + into.length, values, tensor.type()));
    }
    try {
      in.seek(dataStart + tensor.begin() + from * Float.BYTES);
      for (int done = 0; done < into.length; done += Safetensors.SLICE_VALUES) {
        int count = Math.min(Safetensors.SLICE_VALUES, into.length - done);
        ByteBuffer bytes = Safetensors.littleEndian(count * Float.BYTES);
        in.readFully(bytes.array());
        bytes.asFloatBuffer().get(into, done, count);
      }
    } catch (IOException e) {
      throw new DataException("Cannot read tensor %s of %s: %s".formatted(name, file, e), e);
    }
  }

  private StoredTensor tensor(String name) {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new DataException("Missing tensor %s in %s".formatted(name, file));
    }
    return tensor;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close " + file + ": " + e, e);
    }
  }
}
