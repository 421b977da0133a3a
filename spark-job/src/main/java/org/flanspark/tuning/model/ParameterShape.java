package org.flanspark.tuning.model;

import java.util.List;

/**
 * One parameter tensor, row-major.
 *
 * @param name camelCase, such as {@code block0AttentionWeight}
 * @param dimensions one for a vector, two for a matrix
 */
public record ParameterShape(String name, List<Integer> dimensions) {
  public ParameterShape {
    dimensions = List.copyOf(dimensions);
  }

  /** The number of values. */
  public long size() {
    return dimensions.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }
}
