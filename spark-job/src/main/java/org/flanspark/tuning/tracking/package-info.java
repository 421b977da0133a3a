/** What rounds measured to metrics.jsonl, to a line in the log, and to those who watch. */
@NullMarked
package org.flanspark.tuning.tracking;

import org.jspecify.annotations.NullMarked;
