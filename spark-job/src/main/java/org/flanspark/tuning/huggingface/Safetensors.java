package org.flanspark.tuning.huggingface;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.flanspark.tuning.model.ParameterShape;
import org.flanspark.tuning.model.Parameters;

/**
 * Named tensors to a safetensors file: eight bytes with the header's length, the header, the
 * values, all little-endian. The same tensors give the same bytes.
 */
public final class Safetensors {
  /** Values on the heap at a time. */
  static final int SLICE_VALUES = 1 << 18;

  private Safetensors() {}

  /**
   * Writes every tensor as 32-bit floats in the order of {@link Parameters#shapes}, in slices.
   *
   * @param tensors any names but {@code __metadata__}
   */
  public static WrittenFile write(Parameters tensors, FolderFiles folder, String name) {
    return write(tensors, tensors.shapes(), WeightType.FLOAT32, folder, name);
  }

  /** Writes some of the tensors. */
  static WrittenFile write(
      Parameters tensors,
      List<ParameterShape> chosen,
      WeightType type,
      FolderFiles folder,
      String name) {
    byte[] header = SafetensorsHeader.print(chosen, type);
    return folder.write(
        name,
        out -> {
          out.write(littleEndian(Long.BYTES).putLong(header.length).array());
          out.write(header);
          for (ParameterShape shape : chosen) {
            write(tensors, shape, type, out);
          }
        });
  }

  private static void write(
      Parameters tensors, ParameterShape shape, WeightType type, OutputStream out)
      throws IOException {
    for (long from = 0; from < shape.size(); from += SLICE_VALUES) {
      float[] slice = new float[(int) Math.min(SLICE_VALUES, shape.size() - from)];
      tensors.read(shape.name(), from, slice);
      out.write(type.encode(slice).array());
    }
  }

  static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
