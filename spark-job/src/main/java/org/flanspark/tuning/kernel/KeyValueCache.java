package org.flanspark.tuning.kernel;

/**
 * The keys and values that one layer keeps of the texts that are being continued; which row is
 * whose, the caller decides.
 *
 * @param keys {@code [rows, keyValueHeads * headWidth]}
 * @param values as the keys
 */
public record KeyValueCache(Tensor keys, Tensor values) {}
