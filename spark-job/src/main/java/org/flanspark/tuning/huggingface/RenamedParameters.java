package org.flanspark.tuning.huggingface;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flanspark.tuning.model.ParameterShape;
import org.flanspark.tuning.model.Parameters;

/** The same tensors under other names. */
final class RenamedParameters implements Parameters {
  private final Parameters original;
  private final List<ParameterShape> shapes;
  private final Map<String, String> originalNames = new HashMap<>();

  /**
   * @param newNames for each of the original's names the one that stands for it here
   */
  RenamedParameters(Parameters original, Map<String, String> newNames) {
    this.original = original;
    this.shapes =
        original.shapes().stream()
            .map(shape -> new ParameterShape(name(shape, newNames), shape.dimensions()))
            .toList();
    newNames.forEach((name, newName) -> originalNames.put(newName, name));
  }

  private static String name(ParameterShape shape, Map<String, String> newNames) {
    String name = newNames.get(shape.name());
    if (name == null) {
      throw new IllegalArgumentException(
          "Unknown parameter '%s', expected one of %s".formatted(shape.name(), newNames.keySet()));
    }
    return name;
  }

  @Override
  public List<ParameterShape> shapes() {
    return shapes;
  }

  @Override
  public void read(String name, long from, float[] into) {
    original.read(originalName(name), from, into);
  }

  @Override
  public void write(String name, long from, float[] values) {
    original.write(originalName(name), from, values);
  }

  private String originalName(String name) {
    String originalName = originalNames.get(name);
    if (originalName == null) {
      throw new IllegalArgumentException("Unknown parameter '%s'".formatted(name));
    }
    return originalName;
  }
}
