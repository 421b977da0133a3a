package org.flanspark.data.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flanspark.data.quality.Tables.candidate;

import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuplicatesIT {
  private static final List<Row> ROWS =
      List.of(
          candidate(0, "late", 9, "Yes", "It rains.", "It is wet."),
          candidate(0, "early", -3, "yes!", "it RAINS", "It is  wet"),
          candidate(1, "first of all by order, not by task", -9, "yes", "It rains", "It is wet"),
          candidate(0, "another answer", 0, "no", "It rains.", "It is wet."),
          candidate(0, "other fields", 0, "yes", "It rains. It", "is wet."),
          candidate(0, "turned", 0, "yes", "It is wet.", "It rains."),
          candidate(2, "b", 5, "", "😀"),
          candidate(2, "a", 5, "", "😀"),
          candidate(2, "sad", 5, "", "😢"),
          candidate(3, "null", 1, null, "x", null),
          candidate(3, "empty", 2, "", "x", ""));

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void keepsTheFirstByTaskOrderAndIdOfWhatHasTheSameWords(int partitions) {
    Dataset<Row> found = Duplicates.find(Tables.candidates(ROWS).repartition(partitions));

    assertThat(found.columns()).containsExactly("task", "example_id", "kept_task", "kept_id");
    assertThat(Tables.sorted(found))
        .containsExactly(
            "[0,late,0,early]",
            "[1,first of all by order, not by task,0,early]",
            "[2,b,2,a]",
            "[3,empty,3,null]");
  }

  @Test
  void findsNothingInNothing() {
    assertThat(Duplicates.find(Tables.candidates(List.of())).collectAsList()).isEmpty();
  }

  @Test
  void takesRowsAsAFunctionMadeThem() {
    Dataset<Row> made =
        Tables.candidates(ROWS)
            .map(
                (MapFunction<Row, Row>) row -> candidate(0, row.getString(1), 0, "", "the", "same"),
                Encoders.row(Texts.CANDIDATES));

    assertThat(Duplicates.find(made).count()).isEqualTo(ROWS.size() - 1);
  }

  @Test
  void shufflesNoText() {
    String plan =
        Duplicates.find(Tables.candidates(ROWS)).queryExecution().executedPlan().toString();

    String shuffled = plan.substring(plan.indexOf("Exchange"));
    assertThat(plan.substring(0, plan.indexOf("Exchange"))).doesNotContain("inputs");
    assertThat(shuffled.substring(0, shuffled.indexOf('\n'))).contains("fingerprint_high");
  }
}
