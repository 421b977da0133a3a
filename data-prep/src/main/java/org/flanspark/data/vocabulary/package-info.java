/** Counts of words -> a byte-level BPE vocabulary and its {@code tokenizer.json}. */
@NullMarked
package org.flanspark.data.vocabulary;

import org.jspecify.annotations.NullMarked;
