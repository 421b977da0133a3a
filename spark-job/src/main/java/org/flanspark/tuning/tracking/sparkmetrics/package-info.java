/** What rounds measured to the driver's metrics, for all sinks that Spark knows. */
@NullMarked
package org.flanspark.tuning.tracking.sparkmetrics;

import org.jspecify.annotations.NullMarked;
