package org.flanspark.data.quality;

import java.io.Serializable;

/**
 * What training text is searched for.
 *
 * @param texts hashes of n-grams and whole inputs
 * @param starts hashes of what whole inputs begin with: by themselves, as they are few and stay in
 *     the processor's cache
 */
record InputIndex(HashIndex texts, HashIndex starts) implements Serializable {}
