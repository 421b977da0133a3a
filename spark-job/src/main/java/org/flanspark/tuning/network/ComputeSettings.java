package org.flanspark.tuning.network;

import java.io.Serializable;
import org.flanspark.config.Backend;
import org.flanspark.tuning.model.ActivationMemory;

/**
 * What a network computes with; it decides time and memory, and of the results no more than their
 * rounding.
 *
 * @param backend what computes
 * @param threads of each worker
 * @param accumulate parts of rows that an update is computed in, one after the other
 * @param activations what the forward pass keeps for the backward pass
 */
public record ComputeSettings(
    Backend backend, int threads, int accumulate, ActivationMemory activations)
    implements Serializable {}
