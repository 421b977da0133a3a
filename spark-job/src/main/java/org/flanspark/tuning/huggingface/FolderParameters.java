package org.flanspark.tuning.huggingface;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flanspark.tuning.model.ParameterShape;
import org.flanspark.tuning.model.Parameters;

/** A decoder's parameters as the tensors that Hugging Face's tools expect in a folder. */
final class FolderParameters implements Parameters {
  private final Parameters decoder;
  private final Map<String, TensorSlice> slices = new LinkedHashMap<>();

  FolderParameters(Parameters decoder, List<TensorSlice> slices) {
    this.decoder = decoder;
    slices.forEach(slice -> this.slices.put(slice.tensor().name(), slice));
  }

  @Override
  public List<ParameterShape> shapes() {
    return slices.values().stream().map(TensorSlice::tensor).toList();
  }

  @Override
  public void read(String name, long from, float[] into) {
    TensorSlice slice = slice(name, from, into.length);
    decoder.read(slice.parameter(), slice.from() + from, into);
  }

  @Override
  public void write(String name, long from, float[] values) {
    TensorSlice slice = slice(name, from, values.length);
    decoder.write(slice.parameter(), slice.from() + from, values);
  }

  private TensorSlice slice(String name, long from, int length) {
    TensorSlice slice = slices.get(name);
    if (slice == null) {
      throw new IllegalArgumentException("Unknown parameter '%s'".formatted(name));
    }
    if (from < 0 || from + length > slice.tensor().size()) {
      throw new IllegalArgumentException(
          "Invalid slice of %s: %s to %s, expected inside 0 to %s"
              .formatted(name, from, from + length, slice.tensor().size()));
    }
    return slice;
  }
}
