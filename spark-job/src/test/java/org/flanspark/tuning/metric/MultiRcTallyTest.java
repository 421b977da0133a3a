package org.flanspark.tuning.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MultiRcTallyTest {
  private static final int NO = 0;
  private static final int YES = 1;

  @Test
  void f1aIsOverAllCandidatesTogether() {
    MultiRcTally tally = new MultiRcTally();
    add(tally, "a", YES, YES);
    add(tally, "a", YES, NO);
    add(tally, "b", NO, YES);
    // T5's metrics_test.py, multirc_f1_over_all_answers: 50
    assertThat(tally.scores().get("f1a")).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void aQuestionIsRightIfAllItsCandidatesAre() {
    MultiRcTally tally = new MultiRcTally();
    add(tally, "a", NO, NO);
    add(tally, "b", YES, YES);
    add(tally, "a", YES, NO);
    add(tally, "c", YES, YES);
    assertThat(tally.scores().get("exact-match")).isCloseTo(2 / 3.0, within(1e-12));
  }

  private static void add(Tally tally, String group, int right, int answered) {
    Question question = new Question(group, List.of("no", "yes"), List.of(right), List.of());
    tally.add(question.choosing(answered));
  }
}
