/** Tokenized examples to packed rows. */
@NullMarked
package org.flanspark.data.packing;

import org.jspecify.annotations.NullMarked;
