/**
 * Tensors to tensors on the processor's own cores: matrix products by OpenBLAS on the arrays'
 * memory, everything else by vector instructions, split over a fixed team of threads.
 */
@NullMarked
package org.flanspark.tuning.kernel.cpu;

import org.jspecify.annotations.NullMarked;
