package org.flanspark.tuning.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CardCheckTest {
  private static final List<String> A10 = List.of("NVIDIA A10 (compute capability 8.6)");

  @Test
  void withoutAGpuAskedForAllIsWellWithAJarForProcessors() {
    assertThat(judge(new CardFacts(true, "", "", false, List.of())))
        .isEqualTo(Finding.ok("gpu", "no GPU asked for"));
  }

  @Test
  void aTaskWithItsCardSaysItsAddressAndWhatItIs() {
    assertThat(judge(new CardFacts(true, "1", "0", true, A10)))
        .isEqualTo(Finding.ok("gpu", "address 0; seen: NVIDIA A10 (compute capability 8.6)"));
  }

  @Test
  void aGpuAskedForAndNotGivenFails() {
    Finding finding = judge(new CardFacts(true, "1", "", true, A10));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.found()).isEqualTo("1 asked for, none given to the task");
  }

  @Test
  void aCardThatTheJarLeavesIdleWarns() {
    Finding finding = judge(new CardFacts(true, "1", "3", false, List.of()));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.remedy()).contains("profile cuda");
  }

  @Test
  void aJarForCardsWithNoneAskedForWarns() {
    assertThat(judge(new CardFacts(true, "", "", true, A10)).remedy())
        .startsWith("set spark.executor.resource.gpu.amount=1");
  }

  @Test
  void theDriverIsGivenNoCardAndThatIsWell() {
    assertThat(judge(new CardFacts(false, "1", "", false, List.of())))
        .isEqualTo(Finding.ok("gpu", "the executors are asked for 1"));
  }

  @Test
  void executorsOfAHostWithTheSameCardFail() {
    List<Report> reports =
        List.of(
            new Report(new Place("1", "a"), "0", List.of()),
            new Report(new Place("2", "a"), "0", List.of()),
            new Report(new Place("3", "b"), "0", List.of()),
            new Report(new Place("4", "b"), "", List.of()),
            new Report(new Place("5", "b"), "", List.of()));

    assertThat(SharedCards.in(reports))
        .containsExactly(
            Finding.fail(
                "gpu",
                "card 0 of a is given to executors 1-2",
                "use cluster-conf/gpu/claim-gpu as the discovery script"));
  }

  private static Finding judge(CardFacts facts) {
    return new CardCheck(facts.executor(), facts.asked(), facts.given()).judge(facts);
  }
}
