package org.flanspark.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.flanspark.data.LocalSpark;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.ExampleRow;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.QuarantinedRow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a preparation leaves out of training for what it holds. */
class QualityIT {
  private static final int DOUBLING = 0;
  private static final int PARITY = 1;

  private final SparkSession session = LocalSpark.session();

  @TempDir private Path root;

  private SmallWorld world;

  @BeforeEach
  void writeTasks() throws IOException {
    world = SmallWorld.in(root);
  }

  @Test
  void usesEqualRecordsOfATaskOnceUnlessAllAreAskedFor() throws IOException {
    world.write(
        "data/doubling/train.csv",
        world.read("data/doubling/train.csv") + "Twice 7?,14\ntwice 8 ?,16\n");

    Manifest manifest = Prepare.run(session, world.config());
    Manifest all = Prepare.run(session, world.with("quality.duplicates", "none").config());

    // One is the same to the letter, the other but for its case and blanks.
    assertThat(manifest.tasks().get(DOUBLING).quarantined()).isEqualTo(Map.of("duplicate", 2L));
    assertThat(manifest.tasks().get(DOUBLING).rendered()).isEqualTo(SmallWorld.NUMBERS);
    assertThat(all.tasks().get(DOUBLING).rendered()).isEqualTo(SmallWorld.NUMBERS + 2);
  }

  @Test
  void usesWhatTwoTasksShareInTheFirstOfThem() throws IOException {
    world.write("tasks/twins.yaml", world.read("tasks/doubling.yaml").replace("doubling", "twins"));
    world.write("data/twins/train.csv", "question,result\nTwice 3?,6\nTwice 3000?,6000\n");
    world.write("data/twins/test.csv", "question,result\nTwice 4000?,8000\n");

    Manifest manifest = Prepare.run(session, world.config());

    assertThat(manifest.tasks().get(2).name()).isEqualTo("twins");
    assertThat(manifest.tasks().get(2).quarantined()).isEqualTo(Map.of("duplicate", 1L));
    assertThat(world.rows("quarantine/stage=quality", QuarantinedRow.TABLE))
        .extracting(QuarantinedRow::task, QuarantinedRow::reason)
        .containsExactly(tuple("twins", "duplicate"));
  }

  @Test
  void dropsTrainingExamplesThatHoldATestInputAndGivesTheEvidence() throws IOException {
    world.write("data/doubling/test.csv", "question,result\nTwice 7?,14\nTwice 7000?,14000\n");

    Manifest manifest = Prepare.run(session, world.config());

    assertThat(examples("doubling")).doesNotContain("Twice 7?").hasSize(SmallWorld.NUMBERS - 1);
    assertThat(manifest.tasks().get(DOUBLING).quarantined()).isEqualTo(Map.of("contaminated", 1L));
    Manifest.Contamination verdict = manifest.contaminationOf("doubling").orElseThrow();
    assertThat(verdict.checked()).isEqualTo(2);
    assertThat(verdict.found()).isEqualTo(1);
    assertThat(verdict.sources()).containsExactly("doubling");
    assertThat(verdict.mayBeReported()).isTrue();
    assertThat(verdict.evidence().get(0))
        .startsWith("doubling/train/")
        .contains(" holds the whole input of doubling/test/")
        .endsWith(": twice 7");
    assertThat(manifest.contaminationOf("vowels").orElseThrow().found()).isZero();
  }

  @Test
  void drawsTheNextRecordInPlaceOfOneThatIsDropped() throws IOException {
    world.write("data/doubling/test.csv", "question,result\nTwice 7?,14\n");
    world.with("mixture.max-rate", "119");

    Manifest manifest = Prepare.run(session, world.config());

    assertThat(manifest.tasks().get(DOUBLING).rendered()).isEqualTo(119);
  }

  @Test
  void trainsOnThemAllTheSameWhereTheNumberIsToBeWithheld() throws IOException {
    world.write("data/doubling/test.csv", "question,result\nTwice 7?,14\n");
    world.with("quality.on-contamination", "withhold");

    Manifest manifest = Prepare.run(session, world.config());

    assertThat(examples("doubling")).contains("Twice 7?");
    assertThat(manifest.contaminationOf("doubling").orElseThrow().mayBeReported()).isFalse();
    assertThat(manifest.contaminationOf("parity").orElseThrow().mayBeReported()).isTrue();
  }

  @Test
  void failsWithTheEvidenceWhereThatIsAskedFor() throws IOException {
    world.write("data/doubling/test.csv", "question,result\nTwice 7?,14\n");
    world.with("quality.on-contamination", "fail");

    assertThatThrownBy(() -> Prepare.run(session, world.config()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("- doubling: 1 of 1 inputs, in 1 training examples of doubling")
        .hasMessageEndingWith(": twice 7");
    assertThat(world.prepared().resolve("_SUCCESS")).doesNotExist();
  }

  @Test
  void looksForNothingWhereTheCheckIsOff() throws IOException {
    world.write("data/doubling/test.csv", "question,result\nTwice 7?,14\n");
    world.with("quality.contamination-ngram", "0");

    Manifest manifest = Prepare.run(session, world.config());

    assertThat(manifest.contamination()).isEmpty();
    assertThat(manifest.tasks().get(DOUBLING).rendered()).isEqualTo(SmallWorld.NUMBERS);
    assertThat(manifest.tasks().get(PARITY).quarantined()).isEmpty();
  }

  @Test
  void leavesNearDuplicatesOutWhereThatIsAskedFor() throws IOException {
    String long1 = "the quick brown fox jumps over the lazy dog near the old stone bridge at dawn";
    world.write(
        "data/doubling/train.csv",
        "question,result\n%s one,1\n%s two,1\nsomething else,2\n".formatted(long1, long1));
    world.with("quality.duplicates", "near").with("quality.near-duplicate-similarity", "0.7");

    Manifest manifest = Prepare.run(session, world.config());

    assertThat(manifest.tasks().get(DOUBLING).quarantined())
        .isEqualTo(Map.of("near-duplicate", 1L));
  }

  private List<String> examples(String task) throws IOException {
    return world.rows("examples/split=train", ExampleRow.TABLE).stream()
        .filter(row -> row.task().equals(task))
        .map(ExampleRow::input)
        .toList();
  }
}
