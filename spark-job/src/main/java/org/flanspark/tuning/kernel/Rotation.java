package org.flanspark.tuning.kernel;

/**
 * By which angles a token's heads are turned.
 *
 * @param cosines {@code [context, headWidth / 2]}: a row for each position
 * @param sines as the cosines
 * @param positions one a token: its row of the tables
 */
public record Rotation(Tensor cosines, Tensor sines, Indices positions) {}
