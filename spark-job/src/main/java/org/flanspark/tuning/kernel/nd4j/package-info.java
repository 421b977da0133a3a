/** The kernels stated in ND4J's operations: the reference, on any backend of ND4J. */
@NullMarked
package org.flanspark.tuning.kernel.nd4j;

import org.jspecify.annotations.NullMarked;
