package org.flanspark.tuning.huggingface;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.model.HeapParameters;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.ParameterShape;
import org.flanspark.tuning.model.Parameters;

/**
 * Parameters that lie in a safetensors file: each slice is read when it is asked for, and nothing
 * can be written. Not safe for use by several threads at once.
 */
public final class StoredParameters implements Parameters, Closeable {
  private final SafetensorsFile file;
  private final ParameterLayout layout;
  private final Map<String, String> namesInFile;

  /** The tensors of {@code namesInFile}'s keys, each under its name in the file. */
  StoredParameters(
      SafetensorsFile file, List<ParameterShape> shapes, Map<String, String> namesInFile) {
    this.file = file;
    this.layout = ParameterLayout.of(shapes);
    this.namesInFile = Map.copyOf(namesInFile);
  }

  /**
   * Every tensor of a file, under the names that it has there.
   *
   * @throws DataException where the file is missing, truncated or malformed, or holds anything but
   *     32-bit floats
   */
  public static StoredParameters open(FolderFiles folder, String name) {
    SafetensorsFile file = SafetensorsFile.open(folder, name);
    try {
      List<ParameterShape> shapes = new ArrayList<>();
      Map<String, String> names = new LinkedHashMap<>();
      for (StoredTensor tensor : file.tensors().values()) {
        ParameterShape shape = shape(tensor, file);
        file.require(shape.name(), shape.dimensions());
        shapes.add(shape);
        names.put(shape.name(), shape.name());
      }
      return new StoredParameters(file, shapes, names);
    } catch (RuntimeException e) {
      file.close();
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
    String nameInFile = namesInFile.get(name);
    if (nameInFile == null) {
      throw new IllegalArgumentException(
          "Unknown parameter '%s', expected one of %s".formatted(name, namesInFile.keySet()));
    }
    file.read(nameInFile, from, into);
  }

  /**
   * Always refused.
   *
   * @throws UnsupportedOperationException in any case
   */
  @Override
  public void write(String name, long from, float[] values) {
    throw new UnsupportedOperationException("Cannot write into " + file.path());
  }

  /**
   * Copies every tensor, slice by slice.
   *
   * @throws IllegalArgumentException where the target's names or shapes are others
   */
  public void copyTo(Parameters target) {
    if (!target.shapes().equals(shapes())) {
      throw new IllegalArgumentException(
          "Cannot copy %s: its tensors have other names or shapes than the target's"
              .formatted(file.path()));
    }
    for (ParameterShape shape : shapes()) {
      for (long from = 0; from < shape.size(); from += Safetensors.SLICE_VALUES) {
        float[] slice = new float[(int) Math.min(Safetensors.SLICE_VALUES, shape.size() - from)];
        read(shape.name(), from, slice);
        target.write(shape.name(), from, slice);
      }
    }
  }

  /** All of it, in Java arrays. */
  public HeapParameters toHeap() {
    HeapParameters parameters = HeapParameters.zeros(shapes());
    copyTo(parameters);
    return parameters;
  }

  @Override
  public void close() {
    file.close();
  }
}
