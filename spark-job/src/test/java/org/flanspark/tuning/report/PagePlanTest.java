package org.flanspark.tuning.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.flanspark.tuning.plan.RunPlan;
import org.flanspark.tuning.report.ReportPage.Planned;
import org.flanspark.tuning.report.ReportPage.PlannedRows;
import org.flanspark.tuning.tracking.RoundMetrics;
import org.junit.jupiter.api.Test;

class PagePlanTest {
  @Test
  void whatWasPlannedStandsBesideWhatWasMeasured() {
    assertThat(PagePlan.of(Reports.plan(), Reports.toldRounds()))
        .containsExactly(
            new PlannedRows(
                "The run",
                List.of(
                    new Planned("rounds", "40", "40", "100.0"),
                    new Planned("time", "4 min 10 s", "5 min 20 s", "128.0"))),
            new PlannedRows(
                "Time of a round",
                List.of(
                    new Planned("local steps", "6 s", "7.5 s", "125.0"),
                    new Planned("averaging", "0.25 s", "0.5 s", "200.0"),
                    new Planned("both", "6.25 s", "8 s", "128.0"))),
            new PlannedRows(
                "Bytes of a round",
                List.of(
                    new Planned("driver to workers", "12 MB", "12 MB", "100.0"),
                    new Planned("workers to reducers", "12 MB", "12 MB", "100.0"),
                    new Planned("reducers to driver", "4 MB", "4 MB", "100.0"))),
            new PlannedRows(
                "Memory",
                List.of(
                    new Planned("driver, heap", "1.5 GB", "–", "–"),
                    new Planned("driver, in all", "2.1 GB", "1.05 GB", "50.0"),
                    new Planned("an executor, heap", "900 MB", "–", "–"),
                    new Planned("an executor, in all", "2.1 GB", "2.1 GB", "100.0"))));
  }

  @Test
  void whatAMasterDoesNotTellIsNotMeasured() {
    assertThat(rows(Reports.plan(), Reports.rounds()))
        .contains(
            new Planned("averaging", "0.25 s", "0.5 s", "200.0"),
            new Planned("driver to workers", "12 MB", "–", "–"));
  }

  @Test
  void beforeTheFirstRoundNothingIsMeasured() {
    assertThat(rows(Reports.plan(), List.of())).extracting(Planned::measured).containsOnly("–");
  }

  @Test
  void aPlanMadeBeforeItsDataKnowsNoRun() {
    RunPlan plan = Reports.plan();
    assertThat(
            PagePlan.of(new RunPlan(plan.driver(), plan.executor(), plan.round(), null), List.of()))
        .extracting(PlannedRows::name)
        .containsExactly("Time of a round", "Bytes of a round", "Memory");
  }

  private static List<Planned> rows(RunPlan plan, List<RoundMetrics> rounds) {
    return PagePlan.of(plan, rounds).stream().flatMap(group -> group.rows().stream()).toList();
  }
}
