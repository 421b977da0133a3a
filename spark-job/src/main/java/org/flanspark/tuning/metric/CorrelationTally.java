package org.flanspark.tuning.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * Pearson's and Spearman's correlation of answered numbers with right ones: GLUE's measures of
 * STS-B. The right number is the first reference, or else the first right option. An answer that is
 * no number counts as -1, as in T5. Where all numbers of one side are equal there is no
 * correlation, and 0 stands for it. Holds two numbers a prompt.
 */
final class CorrelationTally implements Tally {
  private static final double NO_NUMBER = -1;

  private final List<Double> right = new ArrayList<>();
  private final List<Double> answered = new ArrayList<>();

  @Override
  public void add(AnsweredPrompt prompt) {
    right.add(rightNumber(prompt.question()));
    answered.add(answeredNumber(prompt));
  }

  @Override
  public Map<String, Double> scores() {
    return Map.of(
        MetricNames.PEARSON, correlation(new PearsonsCorrelation()::correlation),
        MetricNames.SPEARMAN, correlation(new SpearmansCorrelation()::correlation));
  }

  static double rightNumber(Question question) {
    String text =
        question.references().isEmpty()
            ? question.options().get(question.answers().get(0))
            : question.references().get(0);
    return NumberTexts.parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot correlate: the right answer '%s' is not a number".formatted(text)));
  }

  static double answeredNumber(AnsweredPrompt prompt) {
    return NumberTexts.parse(prompt.text()).orElse(NO_NUMBER);
  }

  private double correlation(ToDoubleBiFunction<double[], double[]> measure) {
    if (right.size() < 2) {
      return 0;
    }
    double found = measure.applyAsDouble(array(right), array(answered));
    return Double.isNaN(found) ? 0 : found;
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
