/** Rows of Parquet shards to the padded arrays of one update. */
@NullMarked
package org.flanspark.tuning.batch;

import org.jspecify.annotations.NullMarked;
