package org.flanspark.tuning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricUseTest {
  @Test
  void aMetricMeasuresTheKindsItFits() {
    assertThat(use("accuracy", 3).problem()).isEmpty();
    assertThat(use("accuracy", 0).problem()).isEmpty();
    assertThat(use("bleu", 0).problem()).isEmpty();
    assertThat(use("accuracy-f1", 2).problem()).isEmpty();
    assertThat(new MetricUse("multirc", "multirc", 2, true, false).problem()).isEmpty();
    assertThat(new MetricUse("stsb", "correlation", 6, false, true).problem()).isEmpty();
  }

  @Test
  void ofRankedOptionsNoTextIsMeasured() {
    assertThat(use("squad", 2).problem())
        .contains(
            "Invalid metric of task rte: squad, expected one of accuracy, accuracy-f1,"
                + " accuracy-macro-f1, multirc, record, correlation, matthews for ranked options");
  }

  @Test
  void ofTextNoOptionIsMeasuredAndAnUnknownMetricIsRefused() {
    String expected =
        "expected one of accuracy, exact-match, token-f1, squad, trivia-qa, correlation, bleu,"
            + " rouge, rouge-stemmed, edit-distance for generated text";
    assertThat(use("matthews", 0).problem())
        .contains("Invalid metric of task rte: matthews, " + expected);
    assertThat(use("blue", 0).problem()).contains("Invalid metric of task rte: blue, " + expected);
  }

  @Test
  void whatAMetricNeedsIsAskedFor() {
    assertThat(use("accuracy-f1", 3).problem())
        .contains(
            "Invalid metric of task rte: accuracy-f1, expected two options, the positive one last,"
                + " where there are 3");
    assertThat(use("multirc", 2).problem())
        .contains(
            "Invalid metric of task rte: multirc, expected a group that names each candidate's"
                + " question: select 'group'");
    assertThat(use("correlation", 2).problem())
        .contains(
            "Invalid metric of task rte: correlation, expected right answers that are numbers");
  }

  private static MetricUse use(String metric, int options) {
    return new MetricUse("rte", metric, options, false, false);
  }
}
