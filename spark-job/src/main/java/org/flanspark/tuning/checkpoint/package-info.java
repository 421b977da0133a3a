/**
 * A run's state to folders on any Hadoop file system, and the latest whole one back.
 *
 * <p>A folder is written under its final name and made whole by a marker that is written last:
 * object stores cannot rename.
 */
@NullMarked
package org.flanspark.tuning.checkpoint;

import org.jspecify.annotations.NullMarked;
