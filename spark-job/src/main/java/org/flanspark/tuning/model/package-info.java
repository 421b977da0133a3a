/**
 * Token ids and labels to losses, logits and gradients: the decoder over the kernels.
 *
 * <p>Shapes: {@code tokens} = every position of a batch that is not padding, laid end to end;
 * {@code width} = the residual stream; {@code queryWidth} = {@code heads} x {@code headWidth}, the
 * columns of all queries; {@code keyValueWidth} = {@code keyValueHeads} x {@code headWidth}, those
 * of all keys and of all values. All arrays are row-major: the last axis is contiguous.
 */
@NullMarked
package org.flanspark.tuning.model;

import org.jspecify.annotations.NullMarked;
