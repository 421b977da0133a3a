/** Prompts to scores of their options and to generated text, as token ids. */
@NullMarked
package org.flanspark.tuning.inference;

import org.jspecify.annotations.NullMarked;
