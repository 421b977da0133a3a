package org.flanspark.tuning.averaging;

import java.io.Serializable;
import java.util.List;

/**
 * What a worker tells of its part of a round.
 *
 * @param result what its steps measured
 * @param place the executor that it lives in
 * @param lineage of its moments
 * @param receivingSeconds until its parameters were in place
 * @param returningSeconds until its deltas were written
 * @param peakBytes the most memory that its process ever held, resident; -1 where the operating
 *     system does not say
 * @param notes what a person should know
 */
record WorkerReport(
    WorkerResult result,
    ExecutorPlace place,
    long lineage,
    double receivingSeconds,
    double returningSeconds,
    long peakBytes,
    List<String> notes)
    implements Serializable {
  WorkerReport {
    notes = List.copyOf(notes);
  }

  int worker() {
    return result.worker();
  }
}
