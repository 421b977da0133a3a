package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.flanspark.command.Outcome;
import org.flanspark.tuning.doctor.Finding;
import org.flanspark.tuning.doctor.Place;
import org.flanspark.tuning.doctor.Report;
import org.flanspark.tuning.doctor.Verdict;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
  private static final Finding WELL = new Finding("java", Verdict.OK, "17", "");
  private static final Finding SLOW = new Finding("threads", Verdict.WARN, "8", "set 1");
  private static final Finding WRONG = new Finding("memory", Verdict.FAIL, "2 of 1", "give 3");

  @Test
  void oneFailureIsExitCode1() {
    assertThat(DoctorCommand.outcome(List.of(report(WELL, SLOW), report(WELL, WRONG))))
        .isEqualTo(new Outcome(1, "failed", "1 of 4 checks failed, 1 warned"));
  }

  @Test
  void warningsAloneAreExitCode0() {
    assertThat(DoctorCommand.outcome(List.of(report(WELL, SLOW))))
        .isEqualTo(new Outcome(0, "done", "0 of 2 checks failed, 1 warned"));
  }

  private static Report report(Finding... findings) {
    return new Report(new Place("driver", "host"), "", List.of(findings));
  }
}
