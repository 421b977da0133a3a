/** Answers and what counts as right to scores in [0, 1] and their means: plain arithmetic. */
@NullMarked
package org.flanspark.tuning.metric;

import org.jspecify.annotations.NullMarked;
