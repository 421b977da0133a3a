package org.flanspark.tuning.model;

import org.flanspark.tuning.kernel.Attention;
import org.flanspark.tuning.kernel.Indices;

/**
 * Where the tokens of one pass stand.
 *
 * @param attention whom they see; its segments mean nothing where a cache is attended to
 * @param positions one a token: its place in its segment
 * @param longest more than every position
 */
record Placement(Attention attention, Indices positions, int longest) {}
