package org.flanspark.tuning.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChecksTest {
  @Test
  void anotherJavaThan17Fails() {
    assertThat(new JavaCheck("17", "17.0.15 of Debian").find())
        .isEqualTo(Finding.ok("java", "17.0.15 of Debian"));

    Finding older = new JavaCheck("11", "11.0.2 of Debian").find();

    assertThat(older.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(older.found()).isEqualTo("11.0.2 of Debian, expected 17");
    assertThat(older.remedy()).contains("spark.executorEnv.JAVA_HOME");
  }

  @Test
  void anotherSparkThan35OrScalaThan212Fails() {
    assertThat(new SparkCheck("3.5.5", "2.12.18").find())
        .isEqualTo(Finding.ok("spark", "Spark 3.5.5, Scala 2.12.18"));
    assertThat(new SparkCheck("3.5.5", "2.13.8").find().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(new SparkCheck("3.3.1", "2.12.18").find().found())
        .isEqualTo("Spark 3.3.1, Scala 2.12.18, expected 3.5 and 2.12");
  }

  @Test
  void withoutTheVectorModuleThereIsAWord() {
    assertThat(new VectorCheck(true).find())
        .isEqualTo(Finding.ok("vectors", "module jdk.incubator.vector"));
    assertThat(new VectorCheck(false).find().remedy())
        .contains("--add-modules=jdk.incubator.vector");
  }

  @Test
  void threadsAreAsManyAsTheTasksCores() {
    assertThat(new ThreadsCheck("2", 2, 16).find())
        .isEqualTo(Finding.ok("threads", "OMP_NUM_THREADS=2, task cores 2, processors 16"));
    assertThat(new ThreadsCheck("8", 2, 16).find())
        .isEqualTo(
            Finding.warn(
                "threads",
                "OMP_NUM_THREADS=8, task cores 2, processors 16",
                "set spark.executorEnv.OMP_NUM_THREADS=2, the task's cores"));
    assertThat(new ThreadsCheck(null, 2, 16).find().verdict()).isEqualTo(Verdict.WARN);
  }

  @Test
  void withoutTheVariableATaskThatHasAllProcessorsIsWell() {
    assertThat(new ThreadsCheck(null, 2, 2).find().verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void theTokenizersNativeLibraryLoads() {
    assertThat(Checkup.of(new TokenizerCheck()).verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void aLibraryForANewerProcessorIsRefusedBeforeItEndsTheProcess() {
    NativeBuild build = new NativeBuild(List.of(ProcessorKind.AVX512), ProcessorKind.AVX2);

    Finding finding = new Nd4jCheck(build).find();

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.found())
        .isEqualTo(
            "library linux-x86_64-avx512, processor fit for linux-x86_64-avx2, not tried: it would"
                + " end this process");
    assertThat(finding.remedy()).contains("FLAN_ND4J_CLASSIFIER");
  }

  @Test
  void nd4jStartsAndMultiplies() throws Exception {
    Finding finding = Checkup.of(new Nd4jCheck(NativeBuild.ofThisProcess()));

    assertThat(finding.verdict()).isEqualTo(Verdict.OK);
    assertThat(finding.found()).startsWith("CpuBackend, library linux-x86_64");
  }

  @Test
  void aCheckThatThrowsIsAFailureOnOneLine() {
    Finding finding =
        Checkup.of(
            throwing(
                new IllegalStateException(
                    "outer", new UnsatisfiedLinkError("no tokenizers in path\nat somewhere"))));

    assertThat(finding)
        .isEqualTo(
            Finding.fail("some", "UnsatisfiedLinkError: no tokenizers in path", "do something"));
  }

  @Test
  void whatACheckThrowsWithoutAMessageIsNamed() {
    assertThat(Checkup.of(throwing(new StackOverflowError())).found())
        .isEqualTo("StackOverflowError");
  }

  private static Check throwing(Throwable thrown) {
    return new Check() {
      @Override
      public String name() {
        return "some";
      }

      @Override
      public String remedy() {
        return "do something";
      }

      @Override
      public Finding find() throws Exception {
        if (thrown instanceof Error error) {
          throw error;
        }
        throw (Exception) thrown;
      }
    };
  }
}
