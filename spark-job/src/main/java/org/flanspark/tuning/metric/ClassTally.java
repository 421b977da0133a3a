package org.flanspark.tuning.metric;

import java.util.Map;
import java.util.function.Function;

/** Ranked options as classes: the same ones in every prompt, each known by its place. */
final class ClassTally implements Tally {
  private final Function<Confusion, Map<String, Double>> numbers;
  private final Confusion confusion = new Confusion();

  private ClassTally(Function<Confusion, Map<String, Double>> numbers) {
    this.numbers = numbers;
  }

  /** Accuracy, and F1 of the last class: GLUE's measures of MRPC and QQP. */
  static ClassTally ofPositive() {
    return new ClassTally(
        confusion ->
            Map.of(
                MetricNames.ACCURACY, confusion.accuracy(),
                MetricNames.F1, confusion.positiveF1()));
  }

  /**
   * Accuracy, and the mean F1 of the classes: SuperGLUE's measures of CB. A class that never occurs
   * counts as one of F1 0, as in T5's {@code mean_multiclass_f1}.
   */
  static ClassTally ofAll() {
    return new ClassTally(
        confusion ->
            Map.of(
                MetricNames.ACCURACY, confusion.accuracy(),
                MetricNames.MACRO_F1, confusion.macroF1()));
  }

  /** Matthews' correlation, GLUE's measure of CoLA, and accuracy. */
  static ClassTally ofCorrelation() {
    return new ClassTally(
        confusion ->
            Map.of(
                MetricNames.MATTHEWS, confusion.matthews(),
                MetricNames.ACCURACY, confusion.accuracy()));
  }

  @Override
  public void add(AnsweredPrompt prompt) {
    confusion.add(prompt);
  }

  @Override
  public Map<String, Double> scores() {
    return numbers.apply(confusion);
  }
}
