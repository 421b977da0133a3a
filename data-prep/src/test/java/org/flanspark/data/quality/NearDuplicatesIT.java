package org.flanspark.data.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flanspark.data.quality.Tables.candidate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearDuplicatesIT {
  /** A text of the words {@code w<from>} to before {@code w<to>}. */
  private static String words(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
  }

  private static final List<Row> ROWS =
      List.of(
          candidate(0, "base", 1, "yes", words(0, 42)),
          // 38 of 42 shingles are shared, then 38 of 40 with the base and 36 of 42 with the one
          // before.
          candidate(0, "two words later", 2, "yes", words(2, 44)),
          candidate(1, "two words less", 0, "Yes.", words(0, 40).toUpperCase()),
          candidate(1, "another answer", 0, "no", words(0, 42)),
          candidate(1, "a question more", 0, "yes", words(0, 42), "why?"),
          candidate(0, "chain", 3, "yes", words(4, 46)),
          candidate(2, "far", 0, "yes", words(100, 142)),
          candidate(2, "nothing", 0, "", "", " "),
          candidate(2, "nothing again", 0, "", "", " "),
          candidate(3, "b", 1, "", "Short."),
          candidate(3, "a", 1, "", "short"));

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void dropsWhatIsNearAnEarlierRecordWhetherThatOneStaysOrNot(int partitions) {
    Dataset<Row> found =
        NearDuplicates.find(Tables.candidates(ROWS).repartition(partitions), 0.9, 42);

    assertThat(found.columns())
        .containsExactly("task", "example_id", "kept_task", "kept_id", "similarity");
    assertThat(Tables.sorted(found))
        .containsExactly(
            "[0,chain,0,two words later,0.9047619047619048]",
            "[0,two words later,0,base,0.9047619047619048]",
            "[1,two words less,0,base,0.95]",
            "[3,b,3,a,1.0]");
  }

  @Test
  void takesNoLessThanTheGivenSimilarity() {
    assertThat(Tables.sorted(NearDuplicates.find(Tables.candidates(ROWS), 0.95, 42)))
        .containsExactly("[1,two words less,0,base,0.95]", "[3,b,3,a,1.0]");
    assertThat(Tables.sorted(NearDuplicates.find(Tables.candidates(ROWS), 1, 42)))
        .containsExactly("[3,b,3,a,1.0]");
  }

  @Test
  void findsNearlyAllOfAThousandPairsOfJustThatSimilarity() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      // 18 of 20 shingles are shared.
      rows.add(candidate(0, "a" + i, 0, "", words(100 * i, 100 * i + 21)));
      rows.add(candidate(1, "b" + i, 0, "", words(100 * i + 1, 100 * i + 22)));
    }

    assertThat(NearDuplicates.find(Tables.candidates(rows), 0.9, 42).count())
        .isBetween(995L, 1_000L);
  }

  @Test
  void findsAThousandTimesTheSame() {
    List<Row> rows =
        IntStream.range(0, 1_000)
            .mapToObj(i -> candidate(0, "id" + i, i, "", words(0, 10)))
            .toList();

    List<Row> found = NearDuplicates.find(Tables.candidates(rows), 0.9, 42).collectAsList();

    assertThat(found).hasSize(999);
    assertThat(found).allMatch(row -> row.getString(3).equals("id0"));
  }

  @Test
  void findsNothingInNothing() {
    assertThat(NearDuplicates.find(Tables.candidates(List.of()), 0.9, 42).collectAsList())
        .isEmpty();
    assertThat(
            NearDuplicates.find(Tables.candidates(List.of(candidate(0, "a", 0, ""))), 0.9, 42)
                .collectAsList())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, 1.01, Double.NaN})
  void refusesASimilarityThatIsNone(double similarity) {
    assertThatThrownBy(() -> NearDuplicates.find(Tables.candidates(ROWS), similarity, 42))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid similarity: " + similarity + ", expected more than 0 and at most 1");
  }
}
