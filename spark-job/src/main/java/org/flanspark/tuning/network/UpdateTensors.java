package org.flanspark.tuning.network;

import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.flanspark.tuning.model.ParameterLayout;

/**
 * What an update reads and writes.
 *
 * @param layout of the parameters
 * @param parameters all of them, flat
 * @param gradient of the same layout
 * @param state flat, as {@link UpdateRule#state} lays it out
 */
record UpdateTensors(
    Kernels kernels, ParameterLayout layout, Tensor parameters, Tensor gradient, Tensor state) {}
