package org.flanspark.tuning.network;

import java.util.ArrayList;
import java.util.List;
import org.flanspark.tuning.kernel.AdamWStep;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.ParameterShape;

/**
 * AdamW: two moments of every parameter.
 *
 * @param weightDecay of matrices alone
 */
record AdamW(double beta1, double beta2, double epsilon, double weightDecay) implements UpdateRule {
  @Override
  public List<ParameterShape> state(List<ParameterShape> parameters) {
    int size = Math.toIntExact(ParameterLayout.of(parameters).size());
    return List.of(
        new ParameterShape(DecoderNetwork.FIRST_MOMENT, List.of(size)),
        new ParameterShape(DecoderNetwork.SECOND_MOMENT, List.of(size)));
  }

  @Override
  public Update over(UpdateTensors tensors) {
    List<Run> runs =
        stretches(tensors.layout()).stream().map(stretch -> Run.over(tensors, stretch)).toList();
    return (rate, gradientScale, age) -> {
      for (Run run : runs) {
        double decay = run.decays() ? weightDecay : 0;
        AdamWStep step = new AdamWStep(rate, beta1, beta2, epsilon, decay, gradientScale, age);
        tensors
            .kernels()
            .adamW(run.parameters(), run.gradient(), run.firstMoment(), run.secondMoment(), step);
      }
    };
  }

  /** The fewest stretches whose parameters decay alike: all in one where none does. */
  private List<Stretch> stretches(ParameterLayout layout) {
    List<Stretch> stretches = new ArrayList<>();
    for (ParameterShape shape : layout.shapes()) {
      boolean decays = weightDecay != 0 && layout.decays(shape.name());
      int last = stretches.size() - 1;
      if (last >= 0 && stretches.get(last).decays() == decays) {
        stretches.set(last, stretches.get(last).longerBy(shape.size()));
      } else {
        stretches.add(new Stretch(layout.offset(shape.name()), shape.size(), decays));
      }
    }
    return stretches;
  }

  /** A part of the flat parameters. */
  private record Stretch(long from, long size, boolean decays) {
    Stretch longerBy(long more) {
      return new Stretch(from, size + more, decays);
    }
  }

  /** A stretch's tensors. */
  private record Run(
      boolean decays, Tensor parameters, Tensor gradient, Tensor firstMoment, Tensor secondMoment) {
    static Run over(UpdateTensors tensors, Stretch stretch) {
      Kernels kernels = tensors.kernels();
      long from = stretch.from();
      long size = stretch.size();
      return new Run(
          stretch.decays(),
          kernels.view(tensors.parameters(), from, size),
          kernels.view(tensors.gradient(), from, size),
          kernels.view(tensors.state(), from, size),
          kernels.view(tensors.state(), tensors.parameters().size() + from, size));
    }
  }
}
