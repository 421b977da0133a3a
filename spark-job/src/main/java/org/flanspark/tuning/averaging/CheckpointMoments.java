package org.flanspark.tuning.averaging;

import java.util.List;
import java.util.Set;
import org.flanspark.config.ConfigException;
import org.flanspark.tuning.checkpoint.Checkpoint;
import org.flanspark.tuning.huggingface.StoredParameters;
import org.flanspark.tuning.model.ParameterShape;

/** What an optimizer remembered, in a checkpoint. */
final class CheckpointMoments {
  private CheckpointMoments() {}

  /**
   * Refuses moments that another optimizer left.
   *
   * @param expected names and shapes of this one's
   * @throws ConfigException which names both
   */
  static void requireOf(List<ParameterShape> expected, String file, Checkpoint checkpoint) {
    try (StoredParameters stored = checkpoint.state(file)) {
      if (!Set.copyOf(stored.shapes()).equals(Set.copyOf(expected))) {
        throw new ConfigException(
            "Cannot resume from %s: what its training.optimizer remembered begins with %s, and this one's with %s; set it back, or start a new run in another output.run"
                .formatted(
                    checkpoint.path(), stored.shapes().get(0).name(), expected.get(0).name()));
      }
    }
  }
}
