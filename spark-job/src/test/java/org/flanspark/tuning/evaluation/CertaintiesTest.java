package org.flanspark.tuning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CertaintiesTest {
  private static final List<Replicates> TWO_TASKS =
      List.of(
          constant("rte", "tuned", "instructions", 0.7),
          constant("rte", "untuned", "instructions", 0.5),
          constant("cb", "tuned", "instructions", 0.5),
          constant("cb", "untuned", "instructions", 0.1));

  @Test
  void aClusterPoolsTheDrawsOfItsTasks() {
    Certainties found = Certainties.of(TWO_TASKS, 0.95);
    Gain gain = found.clusters().get("inference").gain();
    assertThat(gain).isNotNull();
    assertThat(gain.difference()).isCloseTo((0.2 + 0.4) / 2, within(1e-12));
    assertThat(gain.interval().low()).isCloseTo(0.3, within(1e-12));
    assertThat(found.clusters().get("inference").tuned().high()).isCloseTo(0.6, within(1e-12));
    // no draw of 99 contradicts: 2 (1 + 0) / 100
    assertThat(gain.pValue()).isEqualTo(0.02);
  }

  @Test
  void pValuesAreCorrectedForTheNumberOfComparisons() {
    Certainties found = Certainties.of(TWO_TASKS, 0.95);
    assertThat(found.tasks().get("rte").gain().adjustedPValue())
        .as("two tasks")
        .isCloseTo(0.04, within(1e-12));
    assertThat(found.clusters().get("inference").gain().adjustedPValue())
        .as("one cluster")
        .isEqualTo(0.02);
  }

  @Test
  void aClusterWithoutTheBaselinePromptOfOneTaskHasNoGainOverIt() {
    Certainties found =
        Certainties.of(
            List.of(
                constant("rte", "tuned", "instructions", 0.7),
                constant("rte", "untuned", "baseline", 0.5),
                constant("cb", "tuned", "instructions", 0.5)),
            0.95);
    assertThat(found.tasks().get("rte").gainOverBaselinePrompt().difference())
        .isCloseTo(0.2, within(1e-12));
    assertThat(found.tasks().get("rte").gain()).isNull();
    assertThat(found.clusters().get("inference").gainOverBaselinePrompt()).isNull();
  }

  @Test
  void everyWayOfAskingIsComparedWithTheSameWay() {
    Asking zeroShot = new Asking("instructions", 0);
    Asking fewShot = new Asking("instructions", 5);
    Asking names = new Asking("task-name", 0);
    Certainties found =
        Certainties.of(
            List.of(
                constant("rte", "tuned", zeroShot, 0.5),
                constant("rte", "untuned", zeroShot, 0.4),
                constant("rte", "tuned", fewShot, 0.8),
                constant("rte", "untuned", fewShot, 0.3),
                constant("rte", "untuned", new Asking("baseline", 5), 0.6),
                constant("rte", "tuned", names, 0.7)),
            0.95);
    assertThat(found.clusters().get("inference").gain().difference())
        .as("the main one is zero-shot")
        .isCloseTo(0.1, within(1e-12));
    assertThat(found.clusters().get("inference").gainOverBaselinePrompt()).isNull();
    assertThat(found.otherAsking().get("inference"))
        .extracting(AskedCertainty::asking)
        .containsExactly(fewShot, names);
    Certainty withExemplars = found.otherAsking().get("inference").get(0).certainty();
    assertThat(withExemplars.gain().difference()).isCloseTo(0.5, within(1e-12));
    assertThat(withExemplars.gainOverBaselinePrompt().difference()).isCloseTo(0.2, within(1e-12));
    assertThat(found.otherAsking().get("inference").get(1).certainty().gain()).isNull();
  }

  @Test
  void theIntervalHoldsTheMiddleOfTheDraws() {
    List<Double> draws = IntStream.rangeClosed(1, 99).mapToObj(draw -> draw / 100.0).toList();
    Certainties found =
        Certainties.of(
            List.of(
                new Replicates(
                    "rte", "inference", "tuned", new Asking("instructions", 0), 0.5, draws)),
            0.9);
    assertThat(found.tasks().get("rte").tuned().low()).isCloseTo(0.05, within(1e-12));
    assertThat(found.tasks().get("rte").tuned().high()).isCloseTo(0.95, within(1e-12));
    assertThat(found.tasks().get("rte").untuned()).isNull();
  }

  private static Replicates constant(String task, String model, String style, double value) {
    return constant(task, model, new Asking(style, 0), value);
  }

  private static Replicates constant(String task, String model, Asking asking, double value) {
    return new Replicates(task, "inference", model, asking, value, Collections.nCopies(99, value));
  }
}
