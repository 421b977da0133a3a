package org.flanspark.data.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flanspark.data.quality.Tables.fingerprint;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuplicatesIT {
  private static final List<Row> ROWS =
      List.of(
          fingerprint(0, "late", 9, "Yes", "It rains.", "It is wet."),
          fingerprint(0, "early", -3, "yes!", "it RAINS", "It is  wet"),
          fingerprint(1, "first of all by order, not by task", -9, "yes", "It rains", "It is wet"),
          fingerprint(0, "another answer", 0, "no", "It rains.", "It is wet."),
          fingerprint(0, "other fields", 0, "yes", "It rains. It", "is wet."),
          fingerprint(0, "turned", 0, "yes", "It is wet.", "It rains."),
          fingerprint(2, "b", 5, "", "😀"),
          fingerprint(2, "a", 5, "", "😀"),
          fingerprint(2, "sad", 5, "", "😢"));

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void keepsTheFirstByTaskOrderAndIdOfWhatHasTheSameWords(int partitions) {
    Dataset<Row> found = Duplicates.find(Tables.fingerprints(ROWS).repartition(partitions));

    assertThat(found.columns()).containsExactly("task", "example_id", "kept_task", "kept_id");
    assertThat(Tables.sorted(found))
        .containsExactly(
            "[0,late,0,early]", "[1,first of all by order, not by task,0,early]", "[2,b,2,a]");
  }

  @Test
  void findsNothingInNothing() {
    assertThat(Duplicates.find(Tables.fingerprints(List.of())).collectAsList()).isEmpty();
  }
}
