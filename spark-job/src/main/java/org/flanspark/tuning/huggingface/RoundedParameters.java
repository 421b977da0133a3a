package org.flanspark.tuning.huggingface;

import java.util.List;
import org.flanspark.tuning.model.ParameterShape;
import org.flanspark.tuning.model.Parameters;

/** Parameters as they come back where they were written as another type. */
final class RoundedParameters implements Parameters {
  private final Parameters original;
  private final WeightType type;

  RoundedParameters(Parameters original, WeightType type) {
    this.original = original;
    this.type = type;
  }

  @Override
  public List<ParameterShape> shapes() {
    return original.shapes();
  }

  @Override
  public void read(String name, long from, float[] into) {
    original.read(name, from, into);
    for (int i = 0; i < into.length; i++) {
      into[i] = type.rounded(into[i]);
    }
  }

  @Override
  public void write(String name, long from, float[] values) {
    original.write(name, from, values);
  }
}
