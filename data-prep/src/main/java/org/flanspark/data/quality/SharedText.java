package org.flanspark.data.quality;

import org.flanspark.data.quality.Evidence.Kind;

/**
 * A text that is found in training and in evaluation records alike.
 *
 * @param kind how much of the evaluation input it is
 * @param hash by which it is found; the text then decides
 */
record SharedText(Kind kind, long hash, String text) {}
