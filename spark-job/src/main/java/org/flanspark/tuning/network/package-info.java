/**
 * Data sets of packed rows to trained weights: the decoder as the one layer of a DL4J network,
 * which brings one flat view of all parameters, updaters, listeners and Spark.
 */
@NullMarked
package org.flanspark.tuning.network;

import org.jspecify.annotations.NullMarked;
