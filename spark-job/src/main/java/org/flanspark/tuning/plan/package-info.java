/** A configuration to what its run will need. */
@NullMarked
package org.flanspark.tuning.plan;

import org.jspecify.annotations.NullMarked;
