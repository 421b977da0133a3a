package org.flanspark.tuning.doctor;

import java.util.List;

/**
 * What is known about graphics cards in one process.
 *
 * @param executor whether tasks run here, which is who Spark gives cards to
 * @param asked {@code spark.executor.resource.gpu.amount}; empty where it is not set
 * @param given the address in the task's resources; empty without one
 * @param jarForCards whether the job jar holds ND4J's CUDA backend
 * @param seen the cards that backend may use, with their compute capability
 */
record CardFacts(
    boolean executor, String asked, String given, boolean jarForCards, List<String> seen) {
  CardFacts {
    seen = List.copyOf(seen);
  }
}
