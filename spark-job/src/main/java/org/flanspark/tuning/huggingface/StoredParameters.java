package org.flanspark.tuning.huggingface;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.ParameterShape;
import org.flanspark.tuning.model.Parameters;

/**
 * Parameters that lie in safetensors files: each slice is read when it is asked for, and nothing
 * can be written. Not safe for use by several threads at once.
 */
public final class StoredParameters implements Parameters, Closeable {
  private final FolderTensors tensors;
  private final ParameterLayout layout;
  private final Map<String, List<TensorSlice>> slices = new LinkedHashMap<>();

  /**
   * Parameters made of the tensors that the slices name.
   *
   * @throws DataException where a tensor has another shape, or a type that is not read
   */
  StoredParameters(
      FolderTensors tensors, List<ParameterShape> shapes, List<TensorSlice> slicesInOrder) {
    this.tensors = tensors;
    this.layout = ParameterLayout.of(shapes);
    for (TensorSlice slice : slicesInOrder) {
      String name = slice.tensor().name();
      tensors.file(name).require(name, slice.tensor().dimensions());
      slices.computeIfAbsent(slice.parameter(), parameter -> new ArrayList<>()).add(slice);
    }
  }

  /**
   * Every tensor of a file, under the names that it has there.
   *
   * @throws DataException where the file is missing, truncated or malformed, or holds anything but
   *     floats of 32 or 16 bits
   */
  public static StoredParameters open(FolderFiles folder, String name) {
    FolderTensors tensors = FolderTensors.open(folder, name);
    try {
      List<ParameterShape> shapes = new ArrayList<>();
      tensors.files().forEach((tensor, file) -> shapes.add(shape(file.tensor(tensor), file)));
      return new StoredParameters(
          tensors, shapes, shapes.stream().map(TensorSlice::whole).toList());
    } catch (RuntimeException e) {
      tensors.close();
      throw e;
    }
  }

  private static ParameterShape shape(StoredTensor tensor, SafetensorsFile file) {
    try {
      return new ParameterShape(
          tensor.name(), tensor.dimensions().stream().map(Math::toIntExact).toList());
    } catch (ArithmeticException e) {
      throw new DataException(
          "Invalid shape of tensor %s in %s: %s, expected dimensions below 2^31"
              .formatted(tensor.name(), file.path(), tensor.dimensions()),
          e);
    }
  }

  @Override
  public List<ParameterShape> shapes() {
    return layout.shapes();
  }

  @Override
  public void read(String name, long from, float[] into) {
    layout.sliceOffset(name, from, into.length);
    for (TensorSlice slice : slices.getOrDefault(name, List.of())) {
      long begin = Math.max(from, slice.from());
      long end = Math.min(from + into.length, slice.to());
      if (begin < end) {
        String tensor = slice.tensor().name();
        tensors
            .file(tensor)
            .read(tensor, begin - slice.from(), into, (int) (begin - from), (int) (end - begin));
      }
    }
  }

  /**
   * Always refused.
   *
   * @throws UnsupportedOperationException in any case
   */
  @Override
  public void write(String name, long from, float[] values) {
    throw new UnsupportedOperationException("Cannot write into " + tensors.path());
  }

  /** What the weights can be written as without loss in fewest bytes. */
  WeightType narrowest() {
    boolean brain =
        slices.values().stream()
            .flatMap(List::stream)
            .allMatch(slice -> tensors.type(slice.tensor().name()) == TensorType.BF16);
    return brain ? WeightType.BFLOAT16 : WeightType.FLOAT32;
  }

  @Override
  public void close() {
    tensors.close();
  }
}
