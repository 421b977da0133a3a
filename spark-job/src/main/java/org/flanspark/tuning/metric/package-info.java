/**
 * Answers and what counts as right to the numbers that data sets are known by, and to their means:
 * plain arithmetic. {@link org.flanspark.tuning.metric.MetricFamily} says which there are.
 */
@NullMarked
package org.flanspark.tuning.metric;

import org.jspecify.annotations.NullMarked;
