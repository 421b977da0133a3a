/** What rounds measured to metrics.jsonl and to a line in the log. */
@NullMarked
package org.flanspark.tuning.tracking;

import org.jspecify.annotations.NullMarked;
