/** The data contract: rows and files that data preparation writes and the tuning job reads. */
@NullMarked
package org.flanspark.data.shard;

import org.jspecify.annotations.NullMarked;
