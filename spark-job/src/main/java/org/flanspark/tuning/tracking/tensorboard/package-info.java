/** What rounds measured to event files that TensorBoard reads. */
@NullMarked
package org.flanspark.tuning.tracking.tensorboard;

import org.jspecify.annotations.NullMarked;
