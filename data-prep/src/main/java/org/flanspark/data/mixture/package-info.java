/** Numbers of examples to how many are drawn from each task: caps, rates, budget. */
@NullMarked
package org.flanspark.data.mixture;

import org.jspecify.annotations.NullMarked;
