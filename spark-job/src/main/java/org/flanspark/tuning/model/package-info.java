/**
 * Token ids and labels to losses, logits and gradients: the decoder over the kernels.
 *
 * <p>Shapes: {@code tokens} = every position of a batch that is not padding, laid end to end;
 * {@code width} = the residual stream; {@code heads} x {@code headWidth} = {@code width}. All
 * arrays are row-major: the last axis is contiguous.
 */
@NullMarked
package org.flanspark.tuning.model;

import org.jspecify.annotations.NullMarked;
