/** The configured backend and what this machine is to the kernels that compute. */
@NullMarked
package org.flanspark.tuning.kernel.device;

import org.jspecify.annotations.NullMarked;
