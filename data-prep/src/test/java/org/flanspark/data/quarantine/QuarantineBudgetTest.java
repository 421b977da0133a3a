package org.flanspark.data.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.flanspark.data.quarantine.QuarantineBudget.TaskRecords;
import org.flanspark.data.shard.DataException;
import org.junit.jupiter.api.Test;

class QuarantineBudgetTest {
  private final QuarantineBudget budget = new QuarantineBudget(0.01);

  @Test
  void bearsItsShareOfEachTask() {
    assertThatCode(
            () ->
                budget.check(
                    List.of(
                        new TaskRecords("a", 100, Map.of("unparseable", 1L)),
                        new TaskRecords("b", 100, Map.of())),
                    "quarantine"))
        .doesNotThrowAnyException();
  }

  @Test
  void namesTasksSharesAndReasonsWhereMoreIsLost() {
    assertThatThrownBy(
            () ->
                budget.check(
                    List.of(
                        new TaskRecords("a", 1000, Map.of("unparseable", 3L)),
                        new TaskRecords("b", 200, Map.of("unparseable", 2L, "missing-field", 1L))),
                    "quarantine"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot prepare: more than quality.max-quarantined-share (1.0 %) of these tasks'"
                + " records was rejected; they are in quarantine\n"
                + "- b: 3 of 200 (1.5 %): missing-field 1, unparseable 2");
  }

  @Test
  void knowsEveryReasonByItsCode() {
    for (Reason reason : Reason.values()) {
      assertThat(Reason.ofCode(reason.code())).isEqualTo(reason);
    }
    assertThatThrownBy(() -> Reason.ofCode("tired")).hasMessage("Unknown reason 'tired'");
  }
}
