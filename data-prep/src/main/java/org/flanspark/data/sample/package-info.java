/**
 * A seed -> the records of the shipped sample: small tasks of eleven clusters, made by grammars
 * over an invented island.
 */
@NullMarked
package org.flanspark.data.sample;

import org.jspecify.annotations.NullMarked;
