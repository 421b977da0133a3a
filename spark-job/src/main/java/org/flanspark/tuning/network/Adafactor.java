package org.flanspark.tuning.network;

import java.util.List;
import java.util.stream.Stream;
import org.flanspark.tuning.kernel.AdafactorStep;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.ParameterShape;

/**
 * Adafactor: the mean square of each row and of each column. A vector counts as a matrix of one
 * column, whose factored second moments are its full ones.
 *
 * <p>FLAN's paper names the optimizer and its constant rate, and nothing else of it.
 *
 * @param weightDecay of matrices alone
 */
record Adafactor(double weightDecay) implements UpdateRule {
  private static final String ROWS = "RowMoments";
  private static final String COLUMNS = "ColumnMoments";

  @Override
  public List<ParameterShape> state(List<ParameterShape> parameters) {
    return parameters.stream()
        .flatMap(
            parameter ->
                Stream.of(
                    new ParameterShape(parameter.name() + ROWS, List.of(rows(parameter))),
                    new ParameterShape(parameter.name() + COLUMNS, List.of(columns(parameter)))))
        .toList();
  }

  @Override
  public Update over(UpdateTensors tensors) {
    ParameterLayout state = ParameterLayout.of(state(tensors.layout().shapes()));
    List<Factored> all =
        tensors.layout().shapes().stream()
            .map(shape -> Factored.over(tensors, shape, state))
            .toList();
    return (rate, gradientScale, age) -> {
      for (Factored one : all) {
        double decay = one.decays() ? weightDecay : 0;
        AdafactorStep step = new AdafactorStep(rate, decay, gradientScale, age);
        tensors
            .kernels()
            .adafactor(
                one.parameter(), one.gradient(), one.rowMoments(), one.columnMoments(), step);
      }
    };
  }

  private static int rows(ParameterShape parameter) {
    return parameter.dimensions().get(0);
  }

  private static int columns(ParameterShape parameter) {
    return Math.toIntExact(parameter.size() / rows(parameter));
  }

  /** One parameter's tensors: matrices {@code [rows, columns]} and their moments. */
  private record Factored(
      boolean decays, Tensor parameter, Tensor gradient, Tensor rowMoments, Tensor columnMoments) {
    static Factored over(UpdateTensors tensors, ParameterShape shape, ParameterLayout state) {
      Kernels kernels = tensors.kernels();
      long from = tensors.layout().offset(shape.name());
      int rows = rows(shape);
      int columns = columns(shape);
      return new Factored(
          tensors.layout().decays(shape.name()),
          kernels.view(tensors.parameters(), from, rows, columns),
          kernels.view(tensors.gradient(), from, rows, columns),
          kernels.view(tensors.state(), state.offset(shape.name() + ROWS), rows),
          kernels.view(tensors.state(), state.offset(shape.name() + COLUMNS), columns));
    }
  }
}
