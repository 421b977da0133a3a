package org.flanspark.tuning.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DoctorTableTest {
  private static final Finding JAVA = Finding.ok("java", "17.0.15");
  private static final Finding THREADS = Finding.ok("threads", "1 of 1");
  private static final Finding MORE = Finding.warn("threads", "8 of 1", "set it to 1");
  private static final Finding OLD = Finding.fail("java", "11", "install 17");

  @Test
  void executorsThatFindTheSameShareALine() {
    List<Report> reports =
        List.of(
            report("driver", "head", JAVA),
            report("1", "a", JAVA, THREADS),
            report("2", "b", JAVA, THREADS),
            report("3", "c", OLD, MORE),
            report("5", "d", JAVA, MORE));

    assertThat(DoctorTable.of(reports).text())
        .isEqualTo(
            """
            ok    java     driver (head)     17.0.15
            ok    java     executors 1-2, 5  17.0.15
            FAIL  java     executor 3 (c)    11 -> install 17
            ok    threads  executors 1-2     1 of 1
            warn  threads  executors 3, 5    8 of 1 -> set it to 1
            """);
  }

  @Test
  void aTableOfNothingIsEmpty() {
    assertThat(DoctorTable.of(List.of()).text()).isEmpty();
  }

  @Test
  void aProcessWhoseHostIsNotKnownIsNamedAlone() {
    assertThat(DoctorTable.of(List.of(report("7", "", JAVA))).text())
        .isEqualTo("ok    java  executor 7  17.0.15\n");
  }

  @Test
  void executorsAreNamedByTheirNumbers() {
    assertThat(PlaceNames.of(List.of("10", "9", "8", "1"))).isEqualTo("executors 1, 8-10");
    assertThat(PlaceNames.of(List.of("0"))).isEqualTo("executor 0");
    assertThat(PlaceNames.of(List.of("local task"))).isEqualTo("local task");
  }

  @Test
  void aProcessorIsAsGoodAsItsFlags() {
    Set<String> flags = ProcessorKind.flags(List.of("processor : 0", "flags\t\t: fpu avx2 bmi"));

    assertThat(flags).containsExactlyInAnyOrder("fpu", "avx2", "bmi");
    assertThat(ProcessorKind.of(flags)).isEqualTo(ProcessorKind.AVX2);
    assertThat(ProcessorKind.of(Set.of("fpu"))).isEqualTo(ProcessorKind.ANY);
    assertThat(ProcessorKind.of(Set.of("avx2", "avx512f", "avx512bw", "avx512dq", "avx512vl")))
        .isEqualTo(ProcessorKind.AVX512);
    assertThat(ProcessorKind.flags(List.of())).isEmpty();
  }

  private static Report report(String name, String host, Finding... findings) {
    return new Report(new Place(name, host), "", List.of(findings));
  }
}
