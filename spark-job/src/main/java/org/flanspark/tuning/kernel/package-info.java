/**
 * Tensors to tensors: the operations of a decoder and their gradients, one implementation per
 * device.
 *
 * <p>Shapes: {@code [rows, columns]}, row-major: a row's columns lie side by side. {@code tokens} =
 * every position of a batch that is not padding, laid end to end.
 */
@NullMarked
package org.flanspark.tuning.kernel;

import org.jspecify.annotations.NullMarked;
