/** Sets of runs that differ in named settings: planned, run with what they share, and compared. */
@NullMarked
package org.flanspark.tuning.study;

import org.jspecify.annotations.NullMarked;
