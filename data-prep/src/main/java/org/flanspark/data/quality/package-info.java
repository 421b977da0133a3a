/**
 * Tables of records' texts to what is wrong with them as training data: which are the same as
 * another, which are nearly, and which hold text of an evaluation input.
 *
 * <p>Words are the same everywhere here: {@link org.flanspark.data.quality.Words} says what they
 * are. Spark moves hashes and identities; a text travels only where a hash has found its twin.
 */
@NullMarked
package org.flanspark.data.quality;

import org.jspecify.annotations.NullMarked;
