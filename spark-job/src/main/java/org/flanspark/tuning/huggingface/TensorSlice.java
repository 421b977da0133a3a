package org.flanspark.tuning.huggingface;

import org.flanspark.tuning.model.ParameterShape;

/**
 * A tensor of a model folder as a part of one of our parameters.
 *
 * <pre>
 * model.layers.0.self_attn.q_proj.weight [64, 64]    block0AttentionWeight [96, 64], values    0 to 4095
 * model.layers.0.self_attn.k_proj.weight [16, 64]    block0AttentionWeight [96, 64], values 4096 to 5119
 * model.layers.0.self_attn.v_proj.weight [16, 64]    block0AttentionWeight [96, 64], values 5120 to 6143
 * </pre>
 *
 * @param tensor name and dimensions in the folder
 * @param parameter our name
 * @param from the first of the tensor's values in the parameter
 */
record TensorSlice(ParameterShape tensor, String parameter, long from) {
  /** One behind the last of the tensor's values in the parameter. */
  long to() {
    return from + tensor.size();
  }

  /** A tensor that is a parameter, name and all. */
  static TensorSlice whole(ParameterShape tensor) {
    return new TensorSlice(tensor, tensor.name(), 0);
  }
}
