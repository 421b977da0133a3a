/**
 * Parameters and a round's rows to better parameters: local steps in each worker, then the average.
 */
@NullMarked
package org.flanspark.tuning.averaging;

import org.jspecify.annotations.NullMarked;
