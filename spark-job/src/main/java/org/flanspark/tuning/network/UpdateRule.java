package org.flanspark.tuning.network;

import java.util.List;
import org.flanspark.tuning.model.ParameterShape;

/** An optimizer: what it remembers, and how it steps. */
interface UpdateRule {
  /** What it remembers of these parameters, in the order of the updater's flat state. */
  List<ParameterShape> state(List<ParameterShape> parameters);

  /** The same, ready to step on these tensors. */
  Update over(UpdateTensors tensors);

  /** An optimizer at work on the tensors of one network. */
  interface Update {
    /**
     * Turns the gradient into what is to be taken off the parameters, and brings the state up to
     * date.
     *
     * @param rate the learning rate
     * @param gradientScale what the gradient is multiplied by first
     * @param age how many updates the state has seen with this one, from 1
     */
    void step(double rate, double gradientScale, long age);
  }
}
