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
  private final QuarantineBudget budget = new QuarantineBudget(0.01, Map.of());

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
            "Cannot prepare: more records of these tasks were rejected than"
                + " quality.max-quarantined-share (1.0 %) and quality.budgets allow; they are in"
                + " quarantine\n"
                + "- b: 3 of 200 (1.5 %): missing-field 1, unparseable 2");
  }

  @Test
  void givesAReasonItsOwnShareInPlaceOfTheCommonOne() {
    QuarantineBudget own = new QuarantineBudget(0.01, Map.of("too-long", 0.1));

    assertThatCode(
            () ->
                own.check(
                    List.of(new TaskRecords("a", 100, Map.of("too-long", 9L, "unparseable", 1L))),
                    "quarantine"))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () ->
                own.check(
                    List.of(new TaskRecords("a", 100, Map.of("too-long", 11L))), "quarantine"))
        .hasMessageEndingWith("\n- a: 11 of 100 (11.0 %): too-long, whose budget is 10.0 %");
  }

  @Test
  void doesNotMindWhatIsLeftOutOnPurposeUnlessItHasABudget() {
    List<TaskRecords> tasks = List.of(new TaskRecords("a", 100, Map.of("duplicate", 60L)));

    assertThatCode(() -> budget.check(tasks, "quarantine")).doesNotThrowAnyException();
    assertThatThrownBy(
            () -> new QuarantineBudget(0.01, Map.of("duplicate", 0.5)).check(tasks, "quarantine"))
        .hasMessageEndingWith("- a: 60 of 100 (60.0 %): duplicate, whose budget is 50.0 %");
  }

  @Test
  void knowsEveryReasonByItsCode() {
    for (Reason reason : Reason.values()) {
      assertThat(Reason.ofCode(reason.code())).isEqualTo(reason);
    }
    assertThatThrownBy(() -> Reason.ofCode("tired")).hasMessage("Unknown reason 'tired'");
  }
}
