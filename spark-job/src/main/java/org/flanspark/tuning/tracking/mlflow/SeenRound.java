package org.flanspark.tuning.tracking.mlflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import org.flanspark.tuning.tracking.RoundMetrics;
import org.flanspark.tuning.tracking.RoundScalars;

/**
 * A round that the server has to be told of.
 *
 * @param millis when it ended, since 1970
 */
record SeenRound(RoundMetrics metrics, long millis) {
  /** Letters, digits, and what else MLflow allows in a metric's name. */
  private static final String FORBIDDEN_IN_KEYS = "[^A-Za-z0-9_\\-. :/]";

  private static final int MAX_KEY_LENGTH = 250;

  /** Adds its metrics; the round is their step. */
  void putInto(ArrayNode list) {
    RoundScalars.all(metrics)
        .forEach(
            (name, value) -> {
              // JSON has no infinities.
              if (Double.isFinite(value)) {
                list.addObject()
                    .put("key", key(name))
                    .put("value", value)
                    .put("timestamp", millis)
                    .put("step", metrics.round());
              }
            });
  }

  private static String key(String name) {
    String key = name.replaceAll(FORBIDDEN_IN_KEYS, "_");
    return key.substring(0, Math.min(key.length(), MAX_KEY_LENGTH));
  }
}
