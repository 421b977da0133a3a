package org.flanspark.tuning.kernel;

/**
 * Who attends to whom: each token to itself and to those before it in its own segment, in each
 * head.
 */
public record Attention(Segments segments, int heads) {}
