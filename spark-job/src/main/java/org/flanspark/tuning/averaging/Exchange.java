package org.flanspark.tuning.averaging;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a round's exchange of parameters took, and how far apart the workers came. The five spans of
 * seconds follow one another and sum to the round's, where no worker waited for another.
 *
 * @param sendingSeconds until the slowest worker had its parameters
 * @param localSeconds of the slowest worker's updates
 * @param reducingSeconds from the last worker's end until the last mean was on the driver
 * @param outerSeconds of the outer step
 * @param waitingSeconds the rest: starting tasks, and tasks that were tried again
 * @param sentBytes from the driver to all workers
 * @param returnedBytes from all workers to those that reduce
 * @param reducedBytes from those that reduce to the driver
 * @param deltaNorms of each worker's delta by its number: start minus end of its parameters; of
 *     those whose delta counted
 * @param deltaCosine between the workers' deltas: the mean over all pairs, each weighted by both
 *     norms; null where fewer than two counted, or where a norm is infinite
 * @param driverPeakBytes the most memory that the driver's process ever held, resident; null where
 *     the operating system does not say
 * @param executorPeakBytes likewise, of the process of a worker that held most
 */
public record Exchange(
    double sendingSeconds,
    double localSeconds,
    double reducingSeconds,
    double outerSeconds,
    double waitingSeconds,
    long sentBytes,
    long returnedBytes,
    long reducedBytes,
    Map<Integer, Double> deltaNorms,
    @Nullable Double deltaCosine,
    @Nullable Long driverPeakBytes,
    @Nullable Long executorPeakBytes) {
  public Exchange {
    deltaNorms = Collections.unmodifiableMap(new TreeMap<>(deltaNorms));
  }
}
