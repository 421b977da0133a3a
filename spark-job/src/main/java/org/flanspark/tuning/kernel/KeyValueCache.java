package org.flanspark.tuning.kernel;

/**
 * The keys and values of one layer, of every sequence that is being continued.
 *
 * @param keys {@code [sequences * capacity, width]}: token {@code i} of a sequence is row {@code
 *     sequence * capacity + i}
 * @param values as the keys
 * @param capacity the most tokens of a sequence
 */
public record KeyValueCache(Tensor keys, Tensor values, int capacity) {}
